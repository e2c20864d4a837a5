package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.network.AddressRange;
import io.traceconnector.app.callers.proxy.IdentityHeaders;
import io.traceconnector.app.callers.proxy.ProofConfig;
import io.traceconnector.app.callers.proxy.ProxyConfig;
import io.traceconnector.app.callers.proxy.TestingProxy;
import io.traceconnector.app.callers.proxy.WithAuthorization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer says of somebody counts where the peer is a trusted proxy that proves it, and nowhere else. */
final class ForwardedHeadersTest {

    private static final String PATH = "/api/v1/fake/echo/a?q=b%20c";

    @TempDir
    private Path directory;

    private static TestingHttp http(ProxyConfig proxies) {
        TestingHttp http = new TestingHttp(UnaryOperator.identity(), proxies, List.of());
        http.modules.add(new FakeModule().running());
        return http;
    }

    private TestingHttp trusting() {
        return http(TestingProxy.signing(directory));
    }

    /** A proxy whose every word counts, at an address that is not the test's own. */
    private static TestingHttp trustingAnother() {
        return http(new ProxyConfig(
                List.of(new AddressRange("127.0.0.99")),
                new IdentityHeaders("X-Forwarded-User", "X-Tenant", "X-Forwarded-Groups"),
                Optional.of(new ProofConfig(Optional.empty(), Optional.empty(), true)),
                WithAuthorization.REJECT,
                List.of(new TenantId("default")),
                List.of("connector.reader"),
                Map.of(),
                Duration.ofHours(1)));
    }

    private static String send(TestingHttp http, String headers) throws IOException {
        return new RawClient(http.api.port())
                .exchange("GET " + PATH + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n");
    }

    private static String signed(String user) {
        String nonce = UUID.randomUUID().toString();
        String time = Long.toString(System.currentTimeMillis() / 1000);
        return "X-Forwarded-User: " + user
                + "\r\nX-Tenant: default\r\nX-Forwarded-Groups: readers\r\nX-Proxy-Timestamp: "
                + time + "\r\nX-Proxy-Nonce: " + nonce + "\r\nX-Proxy-Signature: "
                + TestingProxy.sign("v1", "GET", PATH, user, "default", "readers", time, nonce) + "\r\n";
    }

    @Test
    void whoIsNamedWithProofIsTheCaller() throws IOException {
        try (TestingHttp http = trusting()) {
            assertThat(send(http, signed("jane")))
                    .startsWith("HTTP/1.1 200")
                    .contains("\"caller\":\"proxy-user:jane\"");
            assertThat(send(http, signed("jane").replace("jane", "root"))).startsWith("HTTP/1.1 401");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-User: jane\r\n",
                "x-forwarded-USER: jane\r\n",
                "X_Forwarded_User: jane\r\n",
                "X-Forwarded_User: jane\r\n",
                "X-Forwarded-User : jane\r\n",
                "X-Forwarded-User\t: jane\r\n",
                " X-Forwarded-User: jane\r\n",
                "X: y\r\n X-Forwarded-User: jane\r\n",
                "X-Forwarded-User:\r\n jane\r\n",
                "X-Forwarded-User: jane\r\nX-Forwarded-User: root\r\n",
                "Connection: X-Forwarded-User\r\nX-Forwarded-User: jane\r\n",
                "X-Forwarded-For: 127.0.0.99\r\nX-Forwarded-User: jane\r\n",
                "X-Forwarded-For: ::ffff:127.0.0.99\r\nX-Forwarded-User: jane\r\n",
                "Forwarded: for=127.0.0.99;proto=https\r\nX-Real-IP: 127.0.0.99\r\nX-Forwarded-User: jane\r\n"
            })
    void whatAStrangerSaysIsTakenAway(String headers) throws IOException {
        try (TestingHttp http = trustingAnother()) {
            String response = send(http, headers);

            assertThat(response).matches("(?s)HTTP/1\\.1 40[01].*").doesNotContain("jane");
            assertThat(send(http, headers + "Authorization: Bearer " + TestingHttp.STATIC + "\r\n"))
                    .doesNotContain("jane", "root");
        }
    }

    @Test
    void whatIsTakenAwayIsCounted() throws IOException {
        try (TestingHttp http = trustingAnother()) {
            send(http, "X-Forwarded-User: a\r\nX-Forwarded-User: b\r\nX_Tenant: c\r\nX-Forwarded-For: 127.0.0.99\r\n");

            assertThat(http.manage("/metrics").body()).contains("connector_http_proxy_header_stripped_total 4.0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X_Forwarded_User: root\r\n",
                "X-Forwarded-User : root\r\n",
                "X-Tenant_: other\r\n",
                "X-Forwarded-Host: evil.example\r\n",
                "Forwarded: for=192.0.2.1\r\n"
            })
    void aTrustedProxyPassesNoOtherSpellingOn(String header) throws IOException {
        try (TestingHttp http = trusting()) {
            String response = send(http, header + signed("jane"));

            assertThat(response)
                    .matches("(?s)HTTP/1\\.1 (200.*proxy-user:jane.*|400.*)")
                    .doesNotContain("root");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-User: root\r\n",
                "X-Tenant: other\r\n",
                "X-Forwarded-Groups: admins\r\n",
                "Connection: X-Forwarded-User\r\n",
                "Authorization: Bearer " + TestingHttp.STATIC + "\r\n"
            })
    void whatATrustedProxySaysInTwoWaysIsRefused(String header) throws IOException {
        try (TestingHttp http = trusting()) {
            assertThat(send(http, header + signed("jane"))).startsWith("HTTP/1.1 400");
            assertThat(send(http, signed("jane") + header)).startsWith("HTTP/1.1 400");
            assertThat(send(http, signed("jane"))).startsWith("HTTP/1.1 200");
        }
    }

    /** It is not spoken here: whoever sends it is taken neither for whom it names nor for a proxy. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 127.0.0.99 127.0.0.1 4711 8903\r\n",
                "PROXY TCP6 ::ffff:127.0.0.99 ::1 4711 8903\r\n",
                "PROXY UNKNOWN\r\n",
                "\r\n\r\n\0\r\nQUIT\n!\21\0\14\177\0\0\143\177\0\0\1\0\1\0\1"
            })
    void aLineOfTheProxyProtocolIsNoRequest(String line) throws IOException {
        try (TestingHttp http = trustingAnother()) {
            String request = "GET " + PATH + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
            String named = "X-Forwarded-User: jane\r\nX-Tenant: default\r\n\r\n";
            String token = "Authorization: Bearer " + TestingHttp.STATIC + "\r\n\r\n";
            RawClient client = new RawClient(http.api.port());

            assertThat(client.exchange(line + request + named))
                    .doesNotContain("HTTP/1.1 200", "jane")
                    .doesNotEndWith("[open]");
            assertThat(client.exchange(line + request + token)).doesNotContain("HTTP/1.1 200", "caller");
            assertThat(client.exchange(request + token)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void trailersNameNobody() throws IOException {
        try (TestingHttp http = trusting()) {
            String response = new RawClient(http.api.port())
                    .exchange("POST " + PATH + " HTTP/1.1\r\nHost: a\r\nTrailer: X-Forwarded-User\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n" + signed("jane") + "\r\n");

            assertThat(response).startsWith("HTTP/1.1 401").doesNotContain("jane");
        }
    }

    @Test
    void withoutAnyProxyTheHeadersMeanNothing() throws IOException {
        try (TestingHttp http = http(ProxyConfig.none())) {
            assertThat(send(http, signed("jane"))).startsWith("HTTP/1.1 401");
            assertThat(send(http, signed("jane") + "Authorization: Bearer " + TestingHttp.STATIC + "\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .contains("\"caller\":\"token:");
        }
    }
}
