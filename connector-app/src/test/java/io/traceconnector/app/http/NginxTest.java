package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.proxy.TestingProxy;
import io.traceconnector.app.keys.pkcs11.NativeTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real nginx in front, with the configuration that ships: whom it recognises is the caller, and nobody gets past it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NginxTest {

    private static final String JANE = "Authorization: Basic "
            + Base64.getEncoder().encodeToString("jane:secret of jane".getBytes(StandardCharsets.US_ASCII)) + "\r\n";
    private static final String ECHO = "/api/v1/fake/echo/a";
    private static final String HIDDEN =
            "GET /account/hidden HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestingHttp.OURS + "\r\n\r\n";

    private static final String PACKAGES = "nginx libnginx-mod-http-js";
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_http_js_module.so");

    private record Running(TestingHttp http, Nginx nginx) {}

    private List<Running> running = List.of();

    @BeforeAll
    void start(@TempDir Path directory) {
        NativeTools.require(List.of("nginx"), PACKAGES);
        if (!Files.exists(MODULE)) {
            NativeTools.refuse(MODULE, PACKAGES);
        }
        TestingHttp http = new TestingHttp(UnaryOperator.identity(), TestingProxy.signing(directory), List.of());
        http.modules.add(new FakeModule().running());
        running = List.of(new Running(http, new Nginx(directory, http.api.port())));
    }

    @AfterAll
    void stop() {
        running.forEach(one -> {
            one.nginx().close();
            one.http().close();
        });
    }

    private RawClient client() {
        return new RawClient(running.getFirst().nginx().port());
    }

    private String get(String path, String headers) throws IOException {
        return client().exchange(
                        "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n", 20_000);
    }

    private void assertNothingHidden() {
        assertThat(running.getFirst().http().account.received)
                .noneMatch(received -> received.uri().contains("hidden"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/fake/echo/a", "/api/v1/fake/echo/a?q=b%20c&x=%2F", "/api/v1/fake/echo/a%20b?q=%C3%A9"})
    void whomNginxRecognisesIsTheCaller(String path) throws IOException {
        assertThat(get(path, JANE)).startsWith("HTTP/1.1 200").contains("\"caller\":\"proxy-user:jane\"");
    }

    @Test
    void whomNginxDoesNotRecogniseIsNobody() throws IOException {
        assertThat(get(ECHO, "")).startsWith("HTTP/1.1 401").contains("nginx");
        assertThat(get(ECHO, JANE.replace("Basic ", "Basic x"))).startsWith("HTTP/1.1 401");
    }

    @Test
    void pastNginxItsWordIsNobodys() throws IOException {
        String response = new RawClient(running.getFirst().http().api.port())
                .exchange("GET " + ECHO + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                        + "X-Forwarded-User: jane\r\nX-Forwarded-Groups: readers\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 401").contains("proxy_not_proven");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-User: root\r\n",
                "X-Forwarded-User: root\r\nX-Forwarded-User: root\r\n",
                "x-forwarded-user: root\r\n",
                "X_Forwarded_User: root\r\n",
                "X-Forwarded_User: root\r\n",
                "X-Forwarded-User : root\r\n",
                "X-Forwarded-User\t: root\r\n",
                "X: y\r\n X-Forwarded-User: root\r\n",
                "X: y\r\n\tX_Forwarded_User: root\r\n",
                "X-Forwarded-User:\r\n root\r\n",
                "Connection: close, X-Forwarded-User\r\n",
                "Connection: X-Proxy-Signature\r\n",
                "X-Tenant: other\r\nX_Tenant: other\r\n",
                "X_Forwarded_Groups: admins\r\n",
                "X-Forwarded-For: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\n",
                "X-Proxy-Nonce: 0123456789abcdef\r\nX_Proxy_Signature: 00\r\n"
            })
    void nobodyIsMoreThanNginxSays(String header) throws IOException {
        String response = get(ECHO, header + JANE);

        assertThat(response).matches("(?s)HTTP/1\\.1 (200.*\"caller\":\"proxy-user:jane\".*|400.*)");
        assertThat(response).doesNotContain("root");
        assertThat(get(ECHO, header)).startsWith("HTTP/1.1 40").doesNotContain("root", "caller");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: identity, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding: \u000bchunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                " Transfer-Encoding: chunked\r\n",
                "X: y\r\n Transfer-Encoding: chunked\r\n",
                "Transfer_Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: +5\r\n"
            })
    void noRequestHidesInAnother(String framing) throws IOException {
        String response = client().exchange(
                        "POST /api/v1/fake/echo/a HTTP/1.1\r\nHost: a\r\n" + JANE + framing + "\r\n0\r\n\r\n" + HIDDEN,
                        500);

        assertThat(response).doesNotContain("hidden");
        assertNothingHidden();
    }

    @Test
    void trailersNameNobody() throws IOException {
        String response = client().exchange(
                        "POST /api/v1/fake/echo/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + JANE
                                + "Trailer: X-Forwarded-User\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"
                                + "X-Forwarded-User: root\r\n\r\n",
                        20_000);

        assertThat(response)
                .startsWith("HTTP/1.1 200")
                .contains("proxy-user:jane")
                .doesNotContain("root");
    }
}
