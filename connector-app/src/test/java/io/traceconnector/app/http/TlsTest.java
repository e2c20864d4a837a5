package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.app.callers.network.AddressRange;
import io.traceconnector.app.callers.proxy.MtlsConfig;
import io.traceconnector.app.callers.proxy.ProofConfig;
import io.traceconnector.app.callers.proxy.ProxyConfig;
import io.traceconnector.app.callers.proxy.TestingProxy;
import io.traceconnector.app.callers.proxy.WithAuthorization;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyFileAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsTest {

    private static final String ECHO = "/api/v1/fake/echo/a";

    private final Path directory;
    private final TestingCertificates certificates;

    TlsTest(@TempDir Path directory) {
        this.directory = directory;
        this.certificates = new TestingCertificates(directory);
    }

    static HttpConfig with(
            HttpConfig plain, String host, Optional<TlsConfig> tls, Optional<TlsConfig> management, PlainHttp rule) {
        return new HttpConfig(
                plain.listen(),
                host,
                plain.port(),
                plain.managementHost(),
                plain.managementPort(),
                plain.publicUrl(),
                plain.relayOrganisation(),
                plain.downloadHosts(),
                plain.downloadLinkLife(),
                plain.drain(),
                plain.limits(),
                tls,
                management,
                rule);
    }

    private TestingHttp encrypted(ClientCertificates clients, ProxyConfig proxies) {
        TlsConfig tls = certificates.server(clients);
        UnaryOperator<HttpConfig> configured =
                config -> with(config, "127.0.0.1", Optional.of(tls), Optional.of(tls), PlainHttp.LOOPBACK);
        TestingHttp http = new TestingHttp(configured, proxies, List.of());
        http.modules.add(new FakeModule().running());
        return http;
    }

    private TestingHttp encrypted() {
        return encrypted(ClientCertificates.NONE, ProxyConfig.none());
    }

    private static HttpResponse<String> get(int port, SSLContext context, String path, String... headers)
            throws IOException {
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                            .headers(headers)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private RawClient raw(TestingHttp http) {
        return new RawClient(
                http.api.port(), certificates.client(Optional.empty()).getSocketFactory());
    }

    @Test
    void bothListenersServeByTls() throws IOException {
        try (TestingHttp http = encrypted()) {
            SSLContext client = certificates.client(Optional.empty());

            assertThat(get(http.api.port(), client, ECHO, "Authorization", "Bearer " + TestingHttp.STATIC)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(http.api.managementPort(), client, "/livez", "Accept", "*/*")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(new RawClient(http.api.port()).exchange("GET " + ECHO + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                    .doesNotContain("HTTP/1.1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_AES_256_GCM_SHA384, true",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, true",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, false",
        "TLSv1.1, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, false"
    })
    void onlyGoodProtocolsAndSuitesAreSpoken(String protocol, String suite, boolean spoken) throws IOException {
        try (TestingHttp http = encrypted();
                SSLSocket socket = (SSLSocket) certificates
                        .client(Optional.empty())
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), http.api.port())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(new String[] {suite});

            if (spoken) {
                assertThatCode(socket::startHandshake).doesNotThrowAnyException();
                assertThat(socket.getSession().getCipherSuite()).isEqualTo(suite);
            } else {
                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
            }
        }
    }

    @Test
    void aClientWithoutACertificateIsTurnedAwayWhereOneIsRequired() throws IOException {
        try (TestingHttp http = encrypted(ClientCertificates.REQUIRED, ProxyConfig.none())) {
            SSLContext known = certificates.client(Optional.of(certificates.identity("client.example")));
            SSLContext foreign =
                    certificates.client(Optional.of(new TestingCertificates(foreign()).identity("client.example")));

            assertThat(get(http.api.managementPort(), known, "/livez", "Accept", "*/*")
                            .statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> get(
                            http.api.managementPort(),
                            certificates.client(Optional.empty()),
                            "/livez",
                            "Accept",
                            "*/*"))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(http.api.managementPort(), foreign, "/livez", "Accept", "*/*"))
                    .isInstanceOf(IOException.class);
        }
    }

    private Path foreign() throws IOException {
        return Files.createDirectory(directory.resolve("foreign"));
    }

    @Test
    void aCertificateWithTheConfiguredNameProvesAProxy() throws IOException {
        ProxyConfig proxies = TestingProxy.config(
                Optional.of(new ProofConfig(
                        Optional.of(new MtlsConfig(List.of("proxy.example"))), Optional.empty(), false)),
                WithAuthorization.REJECT);
        String[] jane = {"X-Forwarded-User", "jane", "X-Forwarded-Groups", "readers"};
        try (TestingHttp http = encrypted(ClientCertificates.WANTED, proxies)) {
            SSLContext proxy = certificates.client(Optional.of(certificates.identity("proxy.example")));
            SSLContext other = certificates.client(Optional.of(certificates.identity("evil-proxy.example")));

            assertThat(get(http.api.port(), proxy, ECHO, jane).body()).contains("proxy-user:jane");
            assertThat(get(http.api.port(), other, ECHO, jane).body()).contains("proxy_not_proven");
            assertThat(get(http.api.port(), certificates.client(Optional.empty()), ECHO, jane)
                            .body())
                    .contains("proxy_not_proven");
            assertThat(get(http.api.port(), proxy, ECHO, "Accept", "*/*").statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n"
            })
    void anAmbiguousLengthIsRefusedByTlsToo(String framing) throws IOException {
        try (TestingHttp http = encrypted()) {
            String response = raw(http)
                    .exchange("POST /account/graphql HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestingHttp.OURS
                            + "\r\n" + framing + "\r\n0\r\n\r\nGET /account/hidden HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(response).startsWith("HTTP/1.1 400").doesNotEndWith("[open]");
            assertThat(response.split("HTTP/1\\.1 ", -1)).hasSize(2);
            assertThat(http.account.received).isEmpty();
        }
    }

    @Test
    void longAnswersComeWholeAndBrokenOnesDoNotLookSo() throws IOException {
        try (TestingHttp http = encrypted()) {
            String request = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer " + TestingHttp.STATIC
                    + "\r\n\r\n";

            String whole = raw(http).exchange("GET /api/v1/fake/stream" + request);
            assertThat(whole.length()).isGreaterThan(1_000_000);
            assertThat(whole.substring(whole.length() - 7)).isEqualTo("\r\n0\r\n\r\n");
            String broken = raw(http).exchange("GET /api/v1/fake/broken" + request);
            assertThat(broken.contains("\r\n0\r\n\r\n")).isFalse();
        }
    }

    @Test
    void tooLargeHeadersEndTheConnectionByTlsToo() throws IOException {
        try (TestingHttp http = encrypted()) {
            assertThat(raw(http)
                            .exchange("GET " + ECHO + " HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"))
                    .doesNotContain("HTTP/1.1 200", "[open]");
        }
    }

    @Test
    void aKeyThatOthersCanReadOrOfAnotherCertificateIsRefused() throws IOException {
        TlsConfig tls = certificates.server(ClientCertificates.NONE);
        Path other = certificates.identity("other.example").keyFile();
        KeyFileAccess access = new KeyFileAccess(false);

        assertThatThrownBy(() -> ServerTls.load(
                        "http.tls",
                        new TlsConfig(
                                tls.certificate(), other, Optional.empty(), Optional.empty(), ClientCertificates.NONE),
                        access))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http.tls.key does not belong");
        Files.setPosixFilePermissions(tls.key(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> ServerTls.load("http.tls", tls, access))
                .isInstanceOf(CustodyException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aCertificateThatIsOverIsRefused() {
        var identity = certificates.identity("127.0.0.1", Duration.ofDays(-1));

        assertThatThrownBy(() -> ServerTls.load(
                        "http.tls",
                        new TlsConfig(
                                identity.certificateFile(),
                                identity.keyFile(),
                                Optional.empty(),
                                Optional.empty(),
                                ClientCertificates.NONE),
                        new KeyFileAccess(false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http.tls.certificate");
    }

    @Test
    void anAuthorityForClientsIsGivenWhereTheirCertificatesCount() {
        assertThatThrownBy(() -> new TlsConfig(
                        Path.of("a"), Path.of("b"), Optional.empty(), Optional.empty(), ClientCertificates.WANTED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TlsConfig(
                        Path.of("a"),
                        Path.of("b"),
                        Optional.empty(),
                        Optional.of(Path.of("c")),
                        ClientCertificates.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Transport transport(String host, Optional<TlsConfig> tls, Optional<String> proxy, PlainHttp rule) {
        ProxyConfig none = ProxyConfig.none();
        ProxyConfig proxies = new ProxyConfig(
                proxy.stream().map(AddressRange::new).toList(),
                none.identityHeaders(),
                none.proof(),
                none.withAuthorization(),
                none.tenants(),
                none.roles(),
                none.groupRoles(),
                none.believedFor());
        return new Transport(
                with(TestingHttp.config(), host, tls, Optional.empty(), rule),
                proxies,
                new KeyFileAccess(false),
                Clock.systemUTC());
    }

    @Test
    void tokensDoNotComeUnencryptedFromElsewhereUnlessToldSo() {
        Optional<TlsConfig> tls = Optional.of(certificates.server(ClientCertificates.NONE));
        Optional<String> none = Optional.empty();

        assertThatThrownBy(() -> transport("0.0.0.0", Optional.empty(), none, PlainHttp.LOOPBACK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("http.plain: allow");
        assertThatCode(() -> {
                    transport("127.0.0.1", Optional.empty(), none, PlainHttp.LOOPBACK);
                    transport("0.0.0.0", Optional.empty(), none, PlainHttp.ALLOW);
                    transport("0.0.0.0", Optional.empty(), Optional.of("10.0.0.1"), PlainHttp.LOOPBACK);
                    transport("0.0.0.0", tls, none, PlainHttp.LOOPBACK);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void behindAProxyATokenCountsOnlyWhereTheProxyWasAskedByTls() throws IOException {
        ProxyConfig proxies = TestingProxy.config(Optional.empty(), WithAuthorization.REJECT);
        UnaryOperator<HttpConfig> everywhere =
                config -> with(config, "0.0.0.0", Optional.empty(), Optional.empty(), PlainHttp.LOOPBACK);
        try (TestingHttp http = new TestingHttp(everywhere, proxies, List.of())) {
            http.modules.add(new FakeModule().running());
            String request = "GET " + ECHO + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                    + TestingHttp.STATIC + "\r\n";
            RawClient client = new RawClient(http.api.port());

            assertThat(client.exchange(request + "X-Forwarded-Proto: https\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(client.exchange(request + "X-Forwarded-Proto: http\r\n\r\n"))
                    .startsWith("HTTP/1.1 403")
                    .contains("tls_required");
            assertThat(client.exchange(request + "\r\n")).contains("tls_required");
            assertThat(
                            client.exchange(
                                    "POST /account/login HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"))
                    .as("a password would be in the body")
                    .contains("tls_required");
            assertThat(
                            client.exchange(
                                    "GET /openapi.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\nConnector-File-Key: abc\r\n\r\n"))
                    .contains("tls_required");
            assertThat(client.exchange("GET /openapi.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }
}
