package io.traceconnector.app.http;

import io.traceconnector.app.callers.Presented;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a request comes from, told before anybody reads its headers.
 *
 * @param peer where the connection comes from
 * @param client where the request comes from, by the word of trusted proxies
 * @param encrypted whether it came by TLS, by their word too
 * @param certificates the client's own, verified; empty where there is none, and where the connection is a trusted proxy's
 * @param proxied whom a trusted proxy names, with proof
 */
record Origin(
        InetAddress peer,
        InetAddress client,
        boolean encrypted,
        List<X509Certificate> certificates,
        Optional<Presented.Proxied> proxied) {

    private static final AttachmentKey<Origin> KEY = AttachmentKey.create(Origin.class);

    Origin {
        certificates = List.copyOf(certificates);
    }

    static Origin of(HttpServerExchange exchange) {
        return Objects.requireNonNull(exchange.getAttachment(KEY), "nobody has looked where the request comes from");
    }

    void attachTo(HttpServerExchange exchange) {
        exchange.putAttachment(KEY, this);
    }

    /** Addresses alone. */
    @Override
    public String toString() {
        return "Origin[" + client + " by " + peer + "]";
    }
}
