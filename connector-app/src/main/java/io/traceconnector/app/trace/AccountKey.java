package io.traceconnector.app.trace;

/**
 * An account of a workflow with its signing key.
 *
 * @param account the account's row id
 * @param signingKeyPem PEM text of the public half
 */
public record AccountKey(String account, String signingKeyPem) {}
