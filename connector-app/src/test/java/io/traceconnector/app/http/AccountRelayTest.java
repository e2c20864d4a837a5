package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.traceconnector.app.http.FakeUpstream.Received;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountRelayTest {

    static final String SIGNED = Base64.getEncoder()
            .encodeToString(
                    "{\"public_key\":\"a\",\"signature\":\"b\",\"message\":\"c\"}".getBytes(StandardCharsets.US_ASCII));

    private final TestingHttp http = new TestingHttp();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void passesARequestOnWithTheCallersToken() {
        http.account.at("/graphql", FakeUpstream.json(200, "{\"data\":1}"));

        HttpResponse<String> response = http.send(http.as(TestingHttp.OURS, "/account/graphql?a=1%202&b=c")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{me}\"}")));

        assertThat(response.body()).isEqualTo("{\"data\":1}");
        Received received = http.account.received.getFirst();
        assertThat(received.uri()).isEqualTo("/graphql?a=1%202&b=c");
        assertThat(received.body()).asString().isEqualTo("{\"query\":\"{me}\"}");
        assertThat(received.headers().get("Authorization")).containsExactly("Bearer " + TestingHttp.OURS);
        assertThat(received.headers().get("Host"))
                .containsExactly(http.account.url().getRawAuthority());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/account/info", "/account/graphql", "/media/files", "/media/files/abc/info", "/account/login/x"
            })
    void theConnectorsTokenNeverGoesOn(String path) {
        HttpResponse<String> response = http.get(TestingHttp.STATIC, path);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("account_token_required");
        assertThat(http.account.received).isEmpty();
        assertThat(http.media.received).isEmpty();
    }

    @Test
    void theConnectorsTokenIsNoLogin() {
        assertThat(http.get(TestingHttp.STATIC, "/account/login").statusCode()).isEqualTo(403);
        assertThat(http.send(http.as(TestingHttp.STATIC, "/account/login")
                                .POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.get(TestingHttp.STATIC, "/account/salt?email=a").statusCode())
                .isEqualTo(200);

        assertThat(http.account.received).hasSize(2).noneMatch(received -> received.mentions(TestingHttp.STATIC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Plugin cGx1Zzp0Y3A=",
                "PluginConnection Y29ubjp0Y2M=",
                "Basic Y2xpZW50OnNlY3JldA==",
                "Bearer tcs_testtest_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG_000000",
                "Bearer " + TestingHttp.OURS,
                "Bearer eyJwdWJsaWNfa2V5IjoiYSJ9",
                "Bearer W10=",
                "Bearer"
            })
    void nothingButASignatureLogsIn(String header) {
        HttpResponse<String> refused =
                http.send(HttpRequest.newBuilder(http.url("/account/login")).header("Authorization", header));

        assertThat(refused.statusCode()).isIn(401, 403);
        assertThat(http.account.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account/login", "/account/salt"})
    void aTokenInTheUrlGoesNowhere(String path) {
        assertThat(http.send(HttpRequest.newBuilder(http.url(path + "?access_token=abc"))
                                .method(path.endsWith("salt") ? "GET" : "POST", HttpRequest.BodyPublishers.noBody()))
                        .body())
                .contains("token_in_query")
                .doesNotContain("abc");
        assertThat(http.account.received).isEmpty();
    }

    @Test
    void noSessionIsLent() {
        assertThat(http.get(TestingHttp.PARTNERS, "/account/info").statusCode()).isEqualTo(403);
        assertThat(http.send(HttpRequest.newBuilder(http.url("/account/info"))).statusCode())
                .isEqualTo(401);
        assertThat(http.account.received).isEmpty();
        assertThat(http.relay.calls).isEmpty();
    }

    @Test
    void loginAndSaltNeedNoToken() {
        http.account.at("/login", FakeUpstream.json(200, "{\"token\":\"t\"}"));

        assertThat(http.get(SIGNED, "/account/login").body()).isEqualTo("{\"token\":\"t\"}");
        assertThat(http.send(HttpRequest.newBuilder(http.url("/account/salt?email=a%40b"))
                                .header("Authorization", ""))
                        .statusCode())
                .isEqualTo(200);

        assertThat(http.account.received.get(0).headers().get("Authorization")).containsExactly("Bearer " + SIGNED);
        assertThat(http.account.received.get(1).headers()).doesNotContainKey("Authorization");
        assertThat(http.account.received.get(1).uri()).isEqualTo("/salt?email=a%40b");
    }

    @Test
    void headersThatNameSomebodyDoNotComeThrough() {
        http.send(http.as(TestingHttp.OURS, "/account/info")
                .header("X-Forwarded-For", "10.1.2.3")
                .header("X_Forwarded_User", "root")
                .header("X-Forwarded-User", "root")
                .header("Forwarded", "for=10.1.2.3")
                .header("X-Real-IP", "10.1.2.3")
                .header("Cookie", "session=1")
                .header("DPoP", "a.proof.forus")
                .header("Accept-Language", "fr"));

        Received received = http.account.received.getFirst();
        assertThat(received.mentions("10.1.2.3")).isFalse();
        assertThat(received.mentions("root")).isFalse();
        assertThat(received.mentions("127.0.0.1:" + http.api.port())).isFalse();
        assertThat(received.headers()).doesNotContainKeys("Cookie", "Dpop", "Forwarded", "X-forwarded-user");
        assertThat(received.headers().get("Accept-language")).containsExactly("fr");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account/../media/files",
                "/account/%2e%2e/media/files",
                "/account/..%2fmedia",
                "/account//info",
                "/account/a%2fb",
                "/account/a%5cb",
                "/account/info;x=1",
                "/account/%252e%252e/info",
                "/account/%00",
                "/account/./info"
            })
    void refusesPathsThatCanBeReadInTwoWays(String path) throws IOException {
        String response = new RawClient(http.api.port())
                .exchange("GET " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestingHttp.OURS
                        + "\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 400");
        assertThat(http.account.received).isEmpty();
    }

    @Test
    void redirectsAreHandedBackNotFollowed() {
        http.account.at("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", http.media.url() + "/elsewhere");
            exchange.getResponseHeaders().set("Set-Cookie", "a=b");
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });

        HttpResponse<String> response = http.get(TestingHttp.OURS, "/account/moved");

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().map()).doesNotContainKeys("set-cookie", "access-control-allow-origin");
        assertThat(http.media.received).isEmpty();
    }

    @Test
    void anUpstreamThatIsAwayIsAProblemDocument() {
        http.account.close();

        HttpResponse<String> response = http.get(TestingHttp.OURS, "/account/info");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains("upstream_unavailable");
    }

    @Test
    void anUpstreamThatIsCutCutsTheAnswer() {
        http.account.at("/cut", exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(new byte[100_000]);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });

        assertThatThrownBy(() -> http.client.send(
                        http.as(TestingHttp.OURS, "/account/cut").build(), HttpResponse.BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void headOfUpstreamHasNoBody() {
        HttpResponse<String> response = http.send(
                http.as(TestingHttp.OURS, "/account/info").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(http.account.received.getFirst().method()).isEqualTo("HEAD");
    }

    @Test
    void uploadsStream() {
        AtomicLong counted = new AtomicLong();
        long size = 256L << 20;
        http.media.at("/files", new Counting(counted));

        HttpResponse<String> response = http.send(http.as(TestingHttp.OURS, "/media/files")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new FakeFile(size))));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(counted.get()).isEqualTo(size);
    }

    @Test
    void refusesABodyAboveTheBound() {
        byte[] body = new byte[(1 << 16) + 1];
        HttpResponse<String> response = http.send(
                http.as(TestingHttp.OURS, "/account/graphql").POST(HttpRequest.BodyPublishers.ofByteArray(body)));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(http.account.received).isEmpty();
    }

    @Test
    void cutsABodyOfUnknownLengthAboveTheBound() throws IOException {
        AtomicLong counted = new AtomicLong();
        http.account.at("/graphql", new Counting(counted));

        String response = chunked(10 << 20);

        assertThat(response).doesNotContain("HTTP/1.1 200").doesNotEndWith("[open]");
        assertThat(counted.get()).isLessThanOrEqualTo(1 << 17);
    }

    private String chunked(int size) throws IOException {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        return new RawClient(http.api.port())
                .exchange("POST /account/graphql HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestingHttp.OURS
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(size / 0x10000) + "0\r\n\r\n");
    }

    @Test
    void connectionsToUpstreamArePooled() {
        for (int i = 0; i < 20; i++) {
            assertThat(http.get(TestingHttp.OURS, "/account/info").statusCode()).isEqualTo(200);
        }

        assertThat(http.account.received).hasSize(20);
        assertThat(http.account.peers()).hasSizeLessThanOrEqualTo(2);
    }

    /** Reads an upload without keeping it. */
    private record Counting(AtomicLong counted) implements FakeUpstream.Unread {
        @Override
        public void to(HttpExchange exchange) throws IOException {
            try (InputStream in = exchange.getRequestBody()) {
                byte[] buffer = new byte[65536];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    counted.addAndGet(n);
                }
            }
            FakeUpstream.json(200, "[]").to(exchange);
        }
    }

    /** A large file that takes no memory. */
    private static final class FakeFile extends InputStream {
        private long left;

        FakeFile(long size) {
            this.left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int n = (int) Math.min(length, left);
            left -= n;
            return n;
        }
    }
}
