package io.traceconnector.app.http;

import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.PluginCallers;
import io.traceconnector.app.callers.bound.BoundTokens;
import io.traceconnector.app.callers.policy.BuiltInRoles;
import io.traceconnector.app.callers.throttle.TestingThrottle;
import io.traceconnector.app.callers.throttle.ThrottleConfig;
import io.traceconnector.app.callers.tokens.OwnTokensConfig;
import io.traceconnector.app.callers.tokens.PathPatterns;
import io.traceconnector.app.callers.tokens.TestingOwnTokensConfig;
import io.traceconnector.app.callers.tokens.TestingTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real HTTP surface with tenants that give out tokens, for clients that know nothing of us. */
final class TokenServer implements AutoCloseable {

    final TestingTokens tokens;
    final TestingHttp http;

    /** Failures slow nobody down. */
    TokenServer(Authenticator... more) {
        this(TestingThrottle.PATIENT, more);
    }

    TokenServer(ThrottleConfig throttle, Authenticator... more) {
        this(throttle, TestingOwnTokensConfig.usual(), Optional.empty(), more);
    }

    /** @param config whether proofs need nonces, and tokens are bound to certificates */
    TokenServer(OwnTokensConfig config, Optional<TlsConfig> tls) {
        this(TestingThrottle.PATIENT, config, tls);
    }

    private TokenServer(
            ThrottleConfig throttle, OwnTokensConfig config, Optional<TlsConfig> tls, Authenticator... more) {
        int port = freePort();
        URI address = URI.create((tls.isPresent() ? "https" : "http") + "://127.0.0.1:" + port);
        tokens = new TestingTokens(address, Optional.of(Clock.systemUTC()), config);
        List<Authenticator> authenticators = new ArrayList<>(
                List.of(tokens.authority.authenticator(), tokens.integrators, new PluginCallers(tokens.identities)));
        authenticators.addAll(List.of(more));
        Callers callers = new Callers(
                authenticators,
                tokens.tenants,
                new BuiltInRoles(),
                PathPatterns::allow,
                Clock.systemUTC(),
                new BoundTokens(config, tokens.issuers.audience(), () -> new byte[32], Clock.systemUTC()),
                Optional.empty());
        http = new TestingHttp(usual -> onPort(usual, port, tls), callers, tokens.authority, throttle);
        tokens.acme.organisations().forEach(organisation -> http.links.workflows.put(organisation, List.of()));
    }

    private static HttpConfig onPort(HttpConfig config, int port, Optional<TlsConfig> tls) {
        return new HttpConfig(
                config.listen(),
                config.host(),
                port,
                config.managementHost(),
                config.managementPort(),
                config.publicUrl(),
                config.relayOrganisation(),
                config.downloadHosts(),
                config.downloadLinkLife(),
                config.drain(),
                config.limits(),
                tls,
                config.managementTls(),
                config.plain());
    }

    /** Chosen before the server is there: it is part of the issuer's name. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String issuer() {
        return tokens.issuers.of(tokens.acme.id());
    }

    URI endpoint(String name) {
        return URI.create(tokens.issuers.endpoint(tokens.acme.id(), name));
    }

    HttpResponse<String> post(URI url, Map<String, String> form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request);
    }

    /** A token for the account of tenant acme. */
    String token() {
        return json(post(
                        endpoint("token"),
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                "acme-orders",
                                "client_secret",
                                TestingTokens.SECRET)))
                .path("access_token")
                .asString();
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        http.close();
    }
}
