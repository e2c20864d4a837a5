package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.proxy.MtlsConfig;
import io.traceconnector.app.callers.proxy.ProofConfig;
import io.traceconnector.app.callers.proxy.ProxyConfig;
import io.traceconnector.app.callers.proxy.TestingProxy;
import io.traceconnector.app.callers.proxy.WithAuthorization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A connector that believes a proxy with a certificate, and what such a proxy needs. */
final class CertifiedProxy {

    final TestingHttp http;
    final FakeModule module = new FakeModule();
    private final TestingCertificates certificates;
    private final Path directory;

    CertifiedProxy(Path directory) {
        this.directory = directory;
        this.certificates = new TestingCertificates(directory);
        TlsConfig tls = certificates.server(ClientCertificates.WANTED);
        ProxyConfig proxies = TestingProxy.config(
                Optional.of(new ProofConfig(
                        Optional.of(new MtlsConfig(List.of("proxy.example"))), Optional.empty(), false)),
                WithAuthorization.REJECT);
        http = new TestingHttp(
                config -> TlsTest.with(config, "127.0.0.1", Optional.of(tls), Optional.empty(), PlainHttp.LOOPBACK),
                proxies,
                List.of());
        http.modules.add(module.running());
    }

    /** The configuration that ships, with its places replaced by those of the test. */
    Path configured(String name, String places, String before) throws IOException {
        TestingCertificates.Identity proxy = certificates.identity("proxy.example");
        Path own = Files.writeString(
                directory.resolve("proxy.pem"),
                Files.readString(proxy.certificateFile()) + Files.readString(proxy.keyFile()));
        String shipped = Files.readString(Path.of("..", "conf", name));
        assertThat(shipped).contains(places + "/connector-ca.pem", places + "/proxy.pem", "127.0.0.1:8903");
        return Files.writeString(
                directory.resolve(name),
                before
                        + shipped.replace(
                                        places + "/connector-ca.pem",
                                        certificates.authorityFile().toString())
                                .replace(places + "/proxy.pem", own.toString())
                                .replace(places, directory.toString())
                                .replace("127.0.0.1:8903", "127.0.0.1:" + http.api.port()));
    }

    /** Past the proxy its word counts for nothing, whoever comes. */
    void assertOnlyTheProxyIsBelieved() throws IOException {
        for (Optional<TestingCertificates.Identity> other : List.of(
                Optional.<TestingCertificates.Identity>empty(), Optional.of(certificates.identity("other.example")))) {
            SSLContext client = certificates.client(other);
            String response = new RawClient(http.api.port(), client.getSocketFactory())
                    .exchange("GET " + FrontProxyContract.ECHO + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                            + "X-Forwarded-User: jane\r\nX-Forwarded-Groups: readers\r\n\r\n");
            assertThat(response).startsWith("HTTP/1.1 401").contains("proxy_not_proven");
        }
    }
}
