package io.traceconnector.app.callers.proxy;

import io.traceconnector.app.callers.Presented;
import java.net.InetAddress;
import java.util.Optional;

/** What comes of what a proxy says. */
public sealed interface ProxyWord {

    /** It is none of ours: nothing that it says counts. */
    record Untrusted() implements ProxyWord {}

    /**
     * @param client where the request comes from
     * @param encrypted whether it came by TLS to the first of the proxies
     * @param identity whom it names, with proof; empty where it names nobody
     */
    record Told(InetAddress client, boolean encrypted, Optional<Presented.Proxied> identity) implements ProxyWord {}

    /**
     * It is one of ours, and what it says cannot be used.
     *
     * @param status of HTTP: 400, 401 or 503
     */
    record Refused(int status, String code, String detail) implements ProxyWord {}
}
