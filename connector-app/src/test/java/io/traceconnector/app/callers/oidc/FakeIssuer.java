package io.traceconnector.app.callers.oidc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.SecretSource;
import io.traceconnector.app.callers.Tenants;
import io.traceconnector.app.callers.tokens.TestJwt;
import io.traceconnector.app.keys.TestKeys;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** An issuer on a real socket, which answers what a test wants. */
public final class FakeIssuer implements AutoCloseable {

    public final AtomicInteger fetched = new AtomicInteger();
    public final AtomicInteger asked = new AtomicInteger();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final Map<String, PrivateKeyPem> keys = new ConcurrentHashMap<>(Map.of("one", TestKeys.EC));
    volatile int status = 200;
    public volatile String introspection = "{\"active\":false}";
    volatile boolean namesItself = true;
    private final HttpServer server;
    private final String scheme;

    public FakeIssuer() {
        this(Optional.empty());
    }

    /** @param tls the issuer's own certificate, where it has one */
    FakeIssuer(Optional<SSLContext> tls) {
        this.scheme = tls.isPresent() ? "https" : "http";
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            if (tls.isPresent()) {
                HttpsServer encrypted = HttpsServer.create(address, 0);
                encrypted.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
                server = encrypted;
            } else {
                server = HttpServer.create(address, 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(
                        exchange,
                        TestJwt.jsonOf(Map.of(
                                "issuer", namesItself ? url() : "http://127.0.0.1:1", "jwks_uri", url() + "/keys"))));
        server.createContext("/keys", exchange -> {
            fetched.incrementAndGet();
            answer(exchange, jwks());
        });
        server.createContext("/introspect", exchange -> {
            asked.incrementAndGet();
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, introspection);
        });
        server.start();
    }

    public String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Names this issuer, whose tokens are for {@code connector} and name their tenant. */
    IssuerConfig config(List<String> claims, Optional<Path> ca, Optional<IntrospectionConfig> introspection) {
        return new IssuerConfig(
                url(),
                "connector",
                Optional.empty(),
                Optional.empty(),
                Optional.of("tenant"),
                Optional.empty(),
                claims,
                true,
                ca,
                introspection);
    }

    /** Who believes this issuer, and asks it about opaque tokens with the secret in a file. */
    public ForeignTokens believedBy(Tenants tenants, Path secret) {
        IntrospectionConfig introspection =
                new IntrospectionConfig(URI.create(url() + "/introspect"), "c", new SecretSource("file:" + secret));
        return believedBy(tenants, config(List.of(), Optional.empty(), Optional.of(introspection)));
    }

    static ForeignTokens believedBy(Tenants tenants, IssuerConfig config) {
        return new ForeignTokens(
                List.of(config), tenants, Duration.ofSeconds(60), 100, new SimpleMeterRegistry(), Clock.systemUTC());
    }

    /** An access token of this issuer, as RFC 9068 has it. */
    public Map<String, Object> claims() {
        long now = Instant.now().getEpochSecond();
        return new TreeMap<>(Map.of(
                "iss",
                url(),
                "aud",
                List.of("account", "connector"),
                "sub",
                "alice",
                "iat",
                now,
                "exp",
                now + 300,
                "realm_access",
                Map.of("roles", List.of("clerk")),
                "resource_access",
                Map.of("connector", Map.of("roles", List.of("connector.reader"))),
                "tenant",
                "acme"));
    }

    public String token(String kid, Map<String, Object> claims) {
        return TestJwt.signed(Map.of("alg", "ES256", "kid", kid, "typ", "at+jwt"), claims, TestKeys.EC.key());
    }

    private String jwks() {
        return TestJwt.jsonOf(Map.of(
                "keys",
                keys.entrySet().stream()
                        .map(entry -> TestJwt.jwk(entry.getKey(), entry.getValue()))
                        .toList()));
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        // Without a length: the answer comes in chunks.
        exchange.sendResponseHeaders(status, 0);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
