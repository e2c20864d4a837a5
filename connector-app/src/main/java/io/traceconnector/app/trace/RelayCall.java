package io.traceconnector.app.trace;

import java.time.Duration;

/**
 * A GraphQL request to be passed on.
 *
 * @param body the JSON object, sent as it is
 * @param repeatable whether it only reads; only then is it sent again after a connection that broke before an answer came
 * @param deadline until the last byte of the answer
 */
public record RelayCall(Credential credential, byte[] body, boolean repeatable, Duration deadline) {}
