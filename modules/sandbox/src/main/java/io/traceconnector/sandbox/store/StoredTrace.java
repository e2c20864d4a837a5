package io.traceconnector.sandbox.store;

/**
 * A trace's two ends.
 *
 * @param number which trace of the store
 */
public record StoredTrace(int number, LinkEntry first, LinkEntry head) {}
