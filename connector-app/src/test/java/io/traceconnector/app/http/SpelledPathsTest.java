package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.tokens.TestJwt;
import io.traceconnector.app.callers.tokens.TestingTokens;
import io.traceconnector.app.keys.TestKeys;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that was narrowed to some paths opens these and no others, however a request spells them on the wire. */
final class SpelledPathsTest {

    private static final String ALLOWED = "/api/v1/fake/echo/a";
    private static final String OTHER = "/api/v1/fake/stream";
    /** Stands in the other path's answer alone. */
    private static final String OTHERS_BYTES = "xxxxxxxxxx";

    private static TokenServer server;
    private static RawClient client;
    private static String token;

    @BeforeAll
    static void start() {
        server = new TokenServer();
        server.http.modules.add(new FakeModule().running());
        client = new RawClient(server.http.api.port());
        token = token(List.of("/api/v1/fake/echo/**"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String token(List<String> paths) {
        return TestJwt.signed(
                Map.of("alg", "RS256", "kid", "rsa", "typ", "JWT"),
                TestingTokens.ofJane(
                        server.tokens.issuers.audience(), Instant.now().getEpochSecond(), paths),
                TestKeys.OTHER_RSA.key());
    }

    private static String ask(String method, String target, String with, String... headers) throws IOException {
        return client.exchange(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.http.api.port()
                + "\r\nConnection: close\r\nAuthorization: Bearer " + with + "\r\n"
                + String.join(
                        "",
                        List.of(headers).stream().map(header -> header + "\r\n").toList()) + "\r\n");
    }

    private static String get(String target, String... headers) throws IOException {
        return ask("GET", target, token, headers);
    }

    private static String status(String response) {
        return response.length() < 12 ? response : response.substring(9, 12);
    }

    @Test
    void opensWhatItNamesAndNothingElse() throws IOException {
        assertThat(get(ALLOWED)).startsWith("HTTP/1.1 200").contains("\"name\":\"a\"");
        assertThat(get(OTHER)).startsWith("HTTP/1.1 403").contains("insufficient_scope");
        assertThat(get("/api/v1/workflows")).startsWith("HTTP/1.1 403");
        assertThat(ask("GET", OTHER, token(List.of("/api/v1/**"))))
                .startsWith("HTTP/1.1 200")
                .contains(OTHERS_BYTES);
    }

    @Test
    void opensTheSameInASpaceThatThePathNames() throws IOException {
        String space = "/" + server.tokens.acme.operational().getFirst().id();

        assertThat(get(space + ALLOWED)).startsWith("HTTP/1.1 200").contains("\"name\":\"a\"");
        assertThat(get(space + OTHER)).startsWith("HTTP/1.1 403").contains("insufficient_scope");
        assertThat(ask("GET", space + ALLOWED, token(List.of(space + "/api/v1/fake/echo/**"))))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void opensNothingWhereItNamesNothing() throws IOException {
        assertThat(ask("GET", ALLOWED, token(List.of()))).startsWith("HTTP/1.1 403");
        assertThat(ask("GET", ALLOWED, token(List.of("")))).startsWith("HTTP/1.1 4");
    }

    /** Which path is meant depends on who reads it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/fake/echo/../stream",
                "/api/v1/fake/echo/./../stream",
                "/api/v1/fake/echo/a/../../stream",
                "/api/v1/fake/echo/..",
                "/api/v1/fake/echo/%2e%2e/stream",
                "/api/v1/fake/echo/%2E%2e/stream",
                "/api/v1/fake/echo/.%2e/stream",
                "/api/v1/fake/echo/%252e%252e/stream",
                "/api/v1/fake/echo/..%2fstream",
                "/api/v1/fake/echo/%2e%2e%2Fstream",
                "/api/v1/fake%2Fstream",
                "/api/v1/fake/echo%2F..%2Fstream",
                "//api/v1/fake/stream",
                "/api//v1/fake/stream",
                "/api/v1/fake//stream",
                "/api/v1/fake/echo//stream",
                "/api/v1/fake/stream//",
                "/api/v1/fake/stream;x=",
                "/api/v1/fake/stream;x=/api/v1/fake/echo/a",
                "/api/v1/fake/echo/a;/../../stream",
                "/api/v1/fake/echo/..;/stream",
                "/api/v1/fake/echo/..%3b/stream",
                "/api/v1/fake/echo/..\\stream",
                "/api/v1/fake/echo/..%5cstream",
                "\\api\\v1\\fake\\stream",
                "/api/v1/fake/stream%00",
                "/api/v1/fake/stream%00/../echo/a",
                "/api/v1/fake/echo/%00",
                "/api/v1/fake/stream%0a",
                "/api/v1/fake/stream%3f",
                "/api/v1/fake/stream%23",
                "/api/v1/fake/echo/%c0%ae%c0%ae/stream",
                "/api/v1/fake%c0%afstream",
                "/api/v1/fake/echo/%e0%80%ae%e0%80%ae/stream",
                "/api/v1/fake/echo/%ed%a0%80",
                "/api/v1/fake/echo/\u00e9",
                "/api/v1/fake/echo/%",
                "/api/v1/fake/echo/%2",
                "/api/v1/fake/echo/%zz",
                "/api/v1/fake/echo/%u002e%u002e/stream",
                "api/v1/fake/stream",
                "*",
                "?/api/v1/fake/stream"
            })
    void isRefusedAsAmbiguous(String target) throws IOException {
        assertThat(get(target)).startsWith("HTTP/1.1 400").doesNotContain(OTHERS_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1", "http://evil.example", "https://127.0.0.1", "HTTP://127.0.0.1:80"})
    void isRefusedInTheFormForProxies(String host) throws IOException {
        assertThat(get(host + OTHER)).startsWith("HTTP/1.1 400");
        assertThat(get(host + ALLOWED)).startsWith("HTTP/1.1 400");
    }

    /** There is one way only to read these, and nothing is there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/API/v1/fake/stream",
                "/api/V1/fake/stream",
                "/api/v1/fake/STREAM",
                "/api/v1/fake/%53tream",
                "/api/v1/fake/stream/",
                "/api/v1/fake/echo/a/",
                "/api/v1/fake/ECHO/a",
                "/api/v1/fake/%EF%BD%93tream",
                "/api/v1/fake/echo/%EF%BC%8E%EF%BC%8E/stream",
                "/api/v1/fake%EF%BC%8Fstream",
                "/api/v1/fake/stream%20",
                "/api/v1/fake/%C5%BFtream",
                "/api/v1/fake/echo/a/b"
            })
    void isNotThere(String target) throws IOException {
        assertThat(get(target)).startsWith("HTTP/1.1 404").doesNotContain(OTHERS_BYTES);
    }

    @Test
    void isDecidedInItsSimplestForm() throws IOException {
        assertThat(get("/api/v1/fake/%73tream")).startsWith("HTTP/1.1 403");
        assertThat(get("/%61pi/v1/%66ake/str%65am")).startsWith("HTTP/1.1 403");
        assertThat(get("/api/v1/fake/%65cho/%61")).startsWith("HTTP/1.1 200").contains("\"name\":\"a\"");
        assertThat(get("/api/v1/fake/echo/%EF%BC%8E%EF%BC%8E")).startsWith("HTTP/1.1 200");
        assertThat(get(ALLOWED + "?/../stream")).startsWith("HTTP/1.1 200").contains("\"name\":\"a\"");
        assertThat(get(OTHER + "?x=/api/v1/fake/echo/a")).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-HTTP-Method-Override: DELETE",
                "X-HTTP-Method: POST",
                "X-Method-Override: PUT",
                "X-Original-URL: %s",
                "X-Rewrite-URL: %s",
                "X-Original-URI: %s",
                "X-Forwarded-URI: %s",
                "X-Forwarded-Path: %s",
                "X-Forwarded-Prefix: %s"
            })
    void isWhatTheRequestLineSaysAndNoHeader(String header) throws IOException {
        assertThat(get(ALLOWED, header.replace("%s", OTHER)))
                .startsWith("HTTP/1.1 200")
                .contains("\"name\":\"a\"")
                .doesNotContain(OTHERS_BYTES);
        assertThat(get(OTHER, header.replace("%s", ALLOWED))).startsWith("HTTP/1.1 403");
        assertThat(get("/api/v1/fake/echo/a?_method=POST")).startsWith("HTTP/1.1 200");
    }

    /** Pieces put together at random: whatever is answered, it is what the pattern allows. */
    @Test
    void isNeverAnsweredWithWhatItsTokenDoesNotOpen() throws IOException {
        long seed = Instant.now().getEpochSecond();
        Random random = new Random(seed);
        List<String> pieces = List.of(
                "..",
                ".",
                "/",
                "//",
                "%2e%2e",
                ".%2E",
                "%2F",
                "%5c",
                "\\",
                ";",
                ";x=",
                "%00",
                "%c0%ae",
                "%EF%BC%8F",
                "stream",
                "STREAM",
                "%73tream",
                "a",
                "echo",
                "/api/v1/fake",
                "?",
                "#",
                "%",
                "%252e");
        int answered = 0;
        for (int i = 0; i < 400; i++) {
            StringBuilder target = new StringBuilder(random.nextBoolean() ? "/api/v1/fake/echo/" : "/api/v1/fake/");
            for (int n = random.nextInt(1, 6); n > 0; n--) {
                target.append(pieces.get(random.nextInt(pieces.size())));
            }
            String response = get(target.toString());
            assertThat(status(response)).as(target + " of " + seed).isIn("200", "400", "403", "404");
            assertThat(response).as(target + " of " + seed).doesNotContain(OTHERS_BYTES);
            answered += response.contains("\"name\":") ? 1 : 0;
        }
        assertThat(answered).isPositive();
    }
}
