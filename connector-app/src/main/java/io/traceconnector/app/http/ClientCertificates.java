package io.traceconnector.app.http;

/** Whether clients show certificates of their own. One that is shown and does not count ends the handshake. */
public enum ClientCertificates {
    NONE,
    WANTED,
    REQUIRED
}
