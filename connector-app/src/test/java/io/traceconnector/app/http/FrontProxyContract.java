package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.http.RawHttp2.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every proxy in front with the configuration that ships: whom it recognises is the caller, and nobody gets past it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FrontProxyContract {

    static final String ECHO = "/api/v1/fake/echo/a";
    private static final String JANE = "Basic "
            + Base64.getEncoder().encodeToString(("jane:" + FrontProxy.PASSWORD).getBytes(StandardCharsets.US_ASCII));
    private static final String AS_JANE = "Authorization: " + JANE + "\r\n";
    /** Two requests that a proxy would have to let through unseen: one with a token of its own, one that names somebody. */
    private static final String HIDDEN =
            "GET /account/hidden HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestingHttp.OURS + "\r\n\r\n"
                    + "GET /api/v1/fake/echo/hidden HTTP/1.1\r\nHost: a\r\nX-Forwarded-User: root\r\n"
                    + "X-Forwarded-Groups: readers\r\nConnection: close\r\n\r\n";

    private static final int SILENCE_MILLIS = 150;
    private static final int PATIENCE_MILLIS = 20_000;

    record Running(TestingHttp http, FakeModule module, FrontProxy proxy) {}

    private List<Running> running = List.of();

    /** Starts both; they are closed here. */
    abstract Running begin(Path directory) throws Exception;

    @BeforeAll
    final void start(@TempDir Path directory) throws Exception {
        running = List.of(begin(directory));
    }

    @AfterAll
    final void stop() {
        running.forEach(one -> {
            one.proxy().close();
            one.http().close();
        });
    }

    /** Whatever was tried: nobody but jane came to the connector, nothing came past the proxy, and jane is still answered. */
    @AfterEach
    final void janeAloneHasCome() throws IOException {
        Running one = running.getFirst();
        assertThat(one.module().callers).isSubsetOf("proxy-user:jane");
        assertThat(one.http().account.received)
                .noneMatch(received -> received.uri().contains("hidden"));
        assertThat(get(ECHO + "?q=next", AS_JANE))
                .startsWith("HTTP/1.1 200")
                .contains("next", "\"caller\":\"proxy-user:jane\"");
    }

    final TestingHttp connector() {
        return running.getFirst().http();
    }

    private RawClient client() {
        return new RawClient(running.getFirst().proxy().port());
    }

    private String get(String path, String headers) throws IOException {
        return client().exchange(
                        "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n",
                        PATIENCE_MILLIS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/fake/echo/a", "/api/v1/fake/echo/a?q=b%20c&x=%2F", "/api/v1/fake/echo/a%20b?q=%C3%A9"})
    void whomItRecognisesIsTheCaller(String path) throws IOException {
        assertThat(get(path, AS_JANE)).startsWith("HTTP/1.1 200").contains("\"caller\":\"proxy-user:jane\"");
    }

    @Test
    void whomItDoesNotRecogniseIsNobody() throws IOException {
        assertThat(get(ECHO, "")).startsWith("HTTP/1.1 401").doesNotContain("problem+json");
        assertThat(get(ECHO, AS_JANE.replace("Basic ", "Basic x"))).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-User: root\r\n",
                "X-Forwarded-User: root\r\nX-Forwarded-User: root\r\n",
                "x-forwarded-user: root\r\n",
                "X_Forwarded_User: root\r\n",
                "X-Forwarded_User: root\r\n",
                "X.Forwarded.User: root\r\n",
                "X-Forwarded-User : root\r\n",
                "X-Forwarded-User\t: root\r\n",
                "X: y\r\n X-Forwarded-User: root\r\n",
                "X: y\r\n\tX_Forwarded_User: root\r\n",
                "X: y\rX-Forwarded-User: root\r\n",
                "X: y\nX-Forwarded-User: root\r\n",
                "X: y\u0000\r\nX-Forwarded-User: root\r\n",
                "X-Forwarded-User:\r\n root\r\n",
                "Connection: close, X-Forwarded-User\r\n",
                "Connection: close, X-Forwarded-User, X-Tenant, X-Forwarded-Groups\r\nX_Forwarded_User: root\r\n",
                "Connection: X-Proxy-Signature\r\n",
                "X-Tenant: other\r\nX_Tenant: other\r\n",
                "X_Forwarded_Groups: admins\r\n",
                "X-Forwarded-For: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\n",
                "X-Proxy-Nonce: 0123456789abcdef\r\nX_Proxy_Signature: 00\r\n"
            })
    void nobodyIsMoreThanItSays(String header) throws IOException {
        String response = get(ECHO, header + AS_JANE);

        assertThat(response).matches("(?s)HTTP/1\\.1 (200.*\"caller\":\"proxy-user:jane\".*|40[01].*)");
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
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding:\tchunked\r\n",
                "Transfer-Encoding: chunked\t\r\nContent-Length: 5\r\n",
                "Transfer-Encoding: \u000bchunked\r\n",
                "Transfer-Encoding: CHUNKED\r\nContent-Length: 5\r\n",
                "tRANSFER-eNCODING: cHUNKED\r\n",
                "Transfer-Encoding: \"chunked\"\r\n",
                "Transfer-Encoding: chunked;q=1\r\n",
                "Transfer-Encoding : chunked\r\n",
                " Transfer-Encoding: chunked\r\n",
                "X: y\r\n Transfer-Encoding: chunked\r\n",
                "Transfer-Encoding:\r\n chunked\r\n",
                "Transfer_Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: 0\r\nContent-Length : 500\r\n"
            })
    void noRequestHidesInAnother(String framing) throws IOException {
        String response = client().exchange(
                        "POST " + ECHO + " HTTP/1.1\r\nHost: a\r\n" + AS_JANE + framing + "\r\n0\r\n\r\n" + HIDDEN,
                        SILENCE_MILLIS);

        assertThat(response).doesNotContain("proxy-user:root", "/account/hidden");
    }

    @Test
    void trailersNameNobody() throws IOException {
        String response = client().exchange(
                        "POST " + ECHO + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + AS_JANE
                                + "Trailer: X-Forwarded-User\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"
                                + "X-Forwarded-User: root\r\n\r\n",
                        PATIENCE_MILLIS);

        assertThat(response)
                .startsWith("HTTP/1.1 200")
                .contains("proxy-user:jane")
                .doesNotContain("root");
    }

    private String http2(String method, List<Field> fields, String body, Field... trailers) throws IOException {
        List<Field> all = new ArrayList<>(List.of(
                new Field(":method", method),
                new Field(":scheme", "http"),
                new Field(":path", ECHO),
                new Field(":authority", "a"),
                new Field("authorization", JANE)));
        all.removeIf(usual -> fields.stream().anyMatch(given -> given.name().equals(usual.name())));
        fields.forEach(field -> all.add(field.name().startsWith(":") ? 0 : all.size(), field));
        return new RawHttp2(running.getFirst().proxy().http2Port()).exchange(all, body, List.of(trailers));
    }

    @Test
    void whomItRecognisesByHttp2IsTheCaller() throws IOException {
        assertThat(http2("GET", List.of(), "")).startsWith("200").contains("\"caller\":\"proxy-user:jane\"");
        assertThat(http2("POST", List.of(new Field("content-length", "2")), "{}"))
                .startsWith("200")
                .contains("\"caller\":\"proxy-user:jane\"");
        assertThat(http2("GET", List.of(new Field("authorization", "Basic eDp5")), ""))
                .doesNotContain("caller");
    }

    /** Names and values that are lines of their own in HTTP/1.1, and pseudo headers that no request has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ":path|/api/v1/fake/echo/a HTTP/1.1\r\nX-Forwarded-User: root\r\nX: y",
                ":path|/api/v1/fake/echo/a HTTP/1.1\r\n\r\nGET /account/hidden",
                ":path|/api/v1/fake/echo/a?\nX-Forwarded-User: root",
                ":path|http://a/api/v1/fake/echo/a",
                ":method|GET /account/hidden HTTP/1.1\r\nX: y\r\n\r\nGET",
                ":method|GET http://a/account/hidden HTTP/1.1\r\nX-Forwarded-User: root\r\nX: ",
                ":authority|a\r\nX-Forwarded-User: root",
                ":authority|a\nX-Forwarded-User: root",
                ":scheme|http://a/account/hidden?",
                ":scheme|http\r\nX-Forwarded-User: root",
                ":x-forwarded-user|root",
                ":status|200",
                "host|evil\r\nX-Forwarded-User: root",
                "x|y\r\nX-Forwarded-User: root",
                "x|y\nX-Forwarded-User: root",
                "x|y\u0000X-Forwarded-User: root",
                "x: y\r\nx-forwarded-user|root",
                "x-forwarded-user: root\r\nx|y",
                "x-forwarded-user|root",
                "X-Forwarded-User|root",
                "x_forwarded_user|root",
                "x-forwarded-user |root",
                " x-forwarded-user|root",
                "x-forwarded-user:|root",
                "connection|x-forwarded-user",
                "connection|close, x-forwarded-user, x-tenant",
                "te|trailers, x-forwarded-user"
            })
    void nobodyIsMoreThanItSaysByHttp2(String field) throws IOException {
        String[] parts = field.split("\\|", 2);

        String response = http2("GET", List.of(new Field(parts[0], parts[1])), "");

        assertThat(response).doesNotContain("root").matches("(?s)(200.*\"caller\":\"proxy-user:jane\".*|refused.*)");
        assertThat(http2("GET", List.of(new Field(parts[0], parts[1]), new Field(parts[0], parts[1])), ""))
                .doesNotContain("root");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transfer-encoding|chunked",
                "Transfer-Encoding|chunked",
                "transfer-encoding |chunked",
                "transfer-encoding|identity\r\nTransfer-Encoding: chunked",
                "x|y\r\nTransfer-Encoding: chunked",
                "x: y\r\ntransfer-encoding|chunked",
                "content-length|0",
                "content-length|5",
                "content-length|+5",
                "x|y\r\nContent-Length: 0",
                "expect|100-continue"
            })
    void noRequestHidesInOneByHttp2(String field) throws IOException {
        String[] parts = field.split("\\|", 2);

        String response = http2("POST", List.of(new Field(parts[0], parts[1])), "0\r\n\r\n" + HIDDEN);

        assertThat(Arrays.asList(response.split("\"caller\":"))).hasSizeLessThanOrEqualTo(2);
        assertThat(response).doesNotContain("proxy-user:root");
    }

    @Test
    void trailersByHttp2NameNobody() throws IOException {
        String response = http2("POST", List.of(), "{}", new Field("x-forwarded-user", "root"));

        assertThat(response).doesNotContain("root").matches("(?s)(200.*\"caller\":\"proxy-user:jane\".*|refused.*)");
    }
}
