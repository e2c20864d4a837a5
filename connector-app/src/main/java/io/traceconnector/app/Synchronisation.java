package io.traceconnector.app;

/**
 * How far all consumers together are.
 *
 * @param passed links that the slowest consumer has taken, all feeds together
 * @param total links that Trace says there are
 * @param complete whether every consumer is at the head of every feed, and at least one feed is known
 * @param trouble empty, or what holds the consumers up
 */
record Synchronisation(long passed, long total, boolean complete, String trouble) {}
