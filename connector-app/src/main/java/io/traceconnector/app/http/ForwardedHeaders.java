package io.traceconnector.app.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.app.callers.proxy.ProxyRequest;
import io.traceconnector.app.callers.proxy.ProxyWord;
import io.traceconnector.app.callers.proxy.TrustedProxies;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells where a request comes from, and takes away every header in which only a trusted proxy may speak: of others all of them, in any
 * spelling that somebody could take for one; of a trusted proxy those that say who somebody is, once they are understood, and those that mean nothing
 * here.
 */
final class ForwardedHeaders {

    private static final Set<String> UNDERSTOOD = Set.of("x-forwarded-for", "x-forwarded-proto");

    private final TrustedProxies proxies;
    private final Counter stripped;

    ForwardedHeaders(TrustedProxies proxies, MeterRegistry meters) {
        this.proxies = proxies;
        this.stripped = Counter.builder("connector.http.proxy_header_stripped")
                .description("Headers taken away because they were not a trusted proxy's")
                .register(meters);
    }

    /** Attaches the {@link Origin}, or says why the request cannot be served. */
    Optional<Problem> take(HttpServerExchange exchange) {
        InetAddress peer = exchange.getSourceAddress().getAddress();
        boolean trusted = proxies.isTrusted(peer);
        strip(exchange.getRequestHeaders(), trusted);
        ProxyRequest request = request(exchange, peer);
        return switch (proxies.examine(request)) {
            case ProxyWord.Untrusted untrusted ->
                attach(exchange, request, new ProxyWord.Told(peer, request.encrypted(), Optional.empty()));
            case ProxyWord.Told told -> attach(exchange, request, told);
            case ProxyWord.Refused refused ->
                Optional.of(new Problem(refused.status(), refused.code(), refused.detail()));
        };
    }

    private Optional<Problem> attach(HttpServerExchange exchange, ProxyRequest request, ProxyWord.Told told) {
        // A proxy's certificate is not its callers'.
        List<X509Certificate> certificates = proxies.isTrusted(request.peer()) ? List.of() : request.certificates();
        new Origin(request.peer(), told.client(), told.encrypted(), certificates, told.identity()).attachTo(exchange);
        HeaderMap headers = exchange.getRequestHeaders();
        List.copyOf(headers.getHeaderNames()).stream()
                .filter(name -> proxies.isIdentity(lower(name)))
                .forEach(headers::remove);
        return Optional.empty();
    }

    private static ProxyRequest request(HttpServerExchange exchange, InetAddress peer) {
        ConnectionTls tls = ConnectionTls.of(exchange);
        String query = exchange.getQueryString();
        return new ProxyRequest(
                exchange.getRequestMethod().toString(),
                query.isEmpty() ? exchange.getRequestURI() : exchange.getRequestURI() + "?" + query,
                peer,
                tls.encrypted(),
                tls.certificates(),
                name -> values(exchange.getRequestHeaders(), name));
    }

    private static List<String> values(HeaderMap headers, String name) {
        HeaderValues values = headers.get(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    private void strip(HeaderMap headers, boolean trusted) {
        for (HttpString name : List.copyOf(headers.getHeaderNames())) {
            String meant = lower(name).replace('_', '-').replaceAll("[^a-z0-9-]", "");
            if (!proxies.isIdentity(meant) && !isForwarding(meant)) {
                continue;
            }
            boolean exact = meant.equals(lower(name));
            if (!trusted || !exact || (isForwarding(meant) && !isUnderstood(meant))) {
                stripped.increment(headers.count(name));
                headers.remove(name);
            }
        }
    }

    private boolean isUnderstood(String name) {
        return UNDERSTOOD.contains(name) || proxies.isIdentity(name);
    }

    private static boolean isForwarding(String name) {
        return name.startsWith("x-forwarded") || name.equals("forwarded") || name.equals("x-real-ip");
    }

    private static String lower(HttpString name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
