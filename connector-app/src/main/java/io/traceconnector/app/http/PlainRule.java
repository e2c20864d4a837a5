package io.traceconnector.app.http;

import io.traceconnector.app.callers.network.BoundAddress;
import io.traceconnector.app.callers.proxy.TrustedProxies;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Optional;

/** Refuses credentials, and keys of files, that have come over a network unencrypted. */
record PlainRule(boolean needsTls) {

    /** @throws IllegalArgumentException where every credential would be refused */
    static PlainRule of(HttpConfig config, TrustedProxies proxies) {
        if (!config.forApplications()) {
            // Nothing comes that way, whatever its address.
            return new PlainRule(true);
        }
        boolean needsTls = config.plain() != PlainHttp.ALLOW && BoundAddress.of(config.host()) != BoundAddress.LOOPBACK;
        if (needsTls && config.tls().isEmpty() && !proxies.exist()) {
            throw new IllegalArgumentException("http.host " + config.host()
                    + " is no loopback address, and callers' tokens would come there unencrypted; give http.tls,"
                    + " or callers.proxies.trusted where a proxy takes TLS, or say http.plain: allow");
        }
        return new PlainRule(needsTls);
    }

    /** Looks for them in headers. */
    Optional<Problem> check(HttpServerExchange exchange) {
        boolean secret = exchange.getRequestHeaders().contains(Headers.AUTHORIZATION)
                || exchange.getRequestHeaders().contains(FileDownloads.KEY)
                || Origin.of(exchange).proxied().isPresent();
        return secret ? checkSecret(exchange) : Optional.empty();
    }

    /** For a request that holds one, wherever that is. */
    Optional<Problem> checkSecret(HttpServerExchange exchange) {
        return needsTls && !Origin.of(exchange).encrypted()
                ? Optional.of(new Problem(
                        403,
                        "tls_required",
                        "Credentials are taken by TLS only; a proxy that takes TLS must say so in X-Forwarded-Proto."))
                : Optional.empty();
    }
}
