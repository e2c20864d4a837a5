package io.traceconnector.app.http;

/** Where requests with credentials may come without TLS. */
public enum PlainHttp {
    /** On a loopback address, and by trusted proxies that say that they were asked by TLS. */
    LOOPBACK,
    /** Everywhere: whoever is between can read tokens and data. */
    ALLOW
}
