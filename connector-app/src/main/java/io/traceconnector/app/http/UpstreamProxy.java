package io.traceconnector.app.http;

import io.undertow.UndertowOptions;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.xnio.OptionMap;
import org.xnio.Xnio;

/**
 * Streams requests to one base URL and their answers back, over pooled connections. Redirects are not followed. A connection that waits for
 * a free one above the bound is refused with 502; an upstream that is cut cuts the answer.
 */
final class UpstreamProxy {

    /** Stands for the client in what the proxy tells upstream: addresses of the customer's network stay in it. */
    private static final InetSocketAddress UNTOLD = InetSocketAddress.createUnresolved("unknown", 0);

    private final String authority;
    private final ProxyHandler handler;

    /**
     * @param base without a slash at its end
     * @param longest for a whole request; zero for no bound but the connection's idle time
     */
    UpstreamProxy(URI base, HttpLimits limits, Duration longest) {
        this.authority = base.getRawAuthority();
        LoadBalancingProxyClient client = new LoadBalancingProxyClient()
                .setConnectionsPerThread(limits.upstreamConnections())
                .setSoftMaxConnectionsPerThread(Math.min(8, limits.upstreamConnections()))
                .setMaxQueueSize(limits.upstreamConnections())
                .setTtl(30_000)
                .setProblemServerRetry(1);
        OptionMap options = OptionMap.builder()
                .set(UndertowOptions.ENDPOINT_IDENTIFICATION_ALGORITHM, "HTTPS")
                .set(UndertowOptions.IDLE_TIMEOUT, (int) limits.idle().toMillis())
                .set(UndertowOptions.MAX_HEADER_SIZE, 64 * 1024)
                .getMap();
        if (base.getScheme().equals("https")) {
            client.addHost(base, null, new UndertowXnioSsl(Xnio.getInstance(), options, tls()), options);
        } else {
            client.addHost(base, null, null, options);
        }
        this.handler = ProxyHandler.builder()
                .setProxyClient(client)
                .setMaxRequestTime(longest.isZero() ? -1 : (int) longest.toMillis())
                .build();
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /**
     * Passes a request on; on its I/O thread.
     *
     * @param prefix how many segments of the path are ours
     * @param authorization the one credential that goes on
     */
    void pass(Call call, int prefix, Optional<String> authorization) throws Exception {
        HttpServerExchange exchange = call.exchange();
        RelayedHeaders.keepOfRequest(exchange.getRequestHeaders());
        exchange.getRequestHeaders().put(Headers.HOST, authority);
        exchange.getRequestHeaders()
                .put(RequestContext.REQUEST_ID, call.context().requestId());
        authorization.ifPresent(value -> exchange.getRequestHeaders().put(Headers.AUTHORIZATION, value));
        exchange.setRequestURI(call.path().encodedAfter(prefix));
        exchange.setResolvedPath("");
        exchange.setSourceAddress(UNTOLD);
        exchange.addResponseCommitListener(ready -> {
            RelayedHeaders.keepOfAnswer(ready.getResponseHeaders());
            Framing.frame(ready);
        });
        exchange.addDefaultResponseListener(UpstreamProxy::answerFailure);
        handler.handleRequest(exchange);
    }

    /** Upstream gave nothing: the proxy ends the exchange with a status alone. */
    private static boolean answerFailure(HttpServerExchange exchange) {
        if (exchange.getStatusCode() < 500) {
            return false;
        }
        ErrorResponses.answer(exchange, failure(exchange));
        return true;
    }

    private static Problem failure(HttpServerExchange exchange) {
        if (RequestContext.of(exchange).failure().equals(BodyBound.TOO_LARGE)) {
            return new Problem(413, BodyBound.TOO_LARGE, "The body is larger than its bound.");
        }
        return exchange.getStatusCode() == 504
                ? new Problem(504, "upstream_timeout", "The service behind the connector took too long.")
                : Problem.later(502, "upstream_unavailable", "The service behind the connector cannot be reached.", 5);
    }
}
