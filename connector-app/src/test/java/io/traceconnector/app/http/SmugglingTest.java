package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose end two servers could see differently: none reaches upstream as two, and none gets a second answer. */
final class SmugglingTest {

    private static final String HIDDEN =
            "GET /account/hidden HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestingHttp.OURS + "\r\n\r\n";
    private static final String HEAD =
            "POST /account/graphql HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestingHttp.OURS + "\r\n";

    private final TestingHttp http = new TestingHttp();

    @AfterEach
    void close() {
        http.close();
    }

    private String send(String request) throws IOException {
        return new RawClient(http.api.port()).exchange(request, 700);
    }

    private static long answers(String response) {
        return response.split("HTTP/1\\.1 ", -1).length - 1L;
    }

    private void assertNothingHidden() {
        assertThat(http.account.received).noneMatch(received -> received.uri().contains("hidden"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: identity, chunked\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding: identity\r\n",
                "Transfer-Encoding: \u000bchunked\r\n",
                "Transfer-Encoding: \"chunked\"\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5\r\nContent-Length: 5\r\n",
                "Content-Length: 5, 5\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: 0x5\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 5 5\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Host: b\r\nContent-Length: 5\r\n"
            })
    void refusesAnAmbiguousLengthAndClosesTheConnection(String framing) throws IOException {
        String response = send(HEAD + framing + "\r\n0\r\n\r\n" + HIDDEN);

        assertThat(response).startsWith("HTTP/1.1 400").doesNotEndWith("[open]");
        assertThat(answers(response)).isEqualTo(1);
        assertThat(http.account.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding : chunked\r\n",
                " Transfer-Encoding: chunked\r\n",
                "X: y\r\n Transfer-Encoding: chunked\r\n",
                "Transfer-Encoding\r\n : chunked\r\n",
                "Transfer-Encoding\t: chunked\r\n",
                "Content-Length : 5\r\n",
                "X: a\u0000b\r\nContent-Length: 0\r\n",
                "Transfer_Encoding: chunked\r\nContent-Length: 0\r\n"
            })
    void anObfuscatedHeaderHidesNoRequest(String framing) throws IOException {
        String response = send(HEAD + framing + "\r\n" + "0\r\n\r\n" + HIDDEN.replace("hidden", "hidden2"));

        // Either refused, or read as RFC 9112 has it: what follows is then a request of its own for everybody.
        assertThat(response).startsWith("HTTP/1.1 ");
        assertThat(http.account.received)
                .allSatisfy(received -> assertThat(received.body()).asString().doesNotContain("hidden"));
        assertThat(http.account.received)
                .allSatisfy(received -> assertThat(received.headers().keySet())
                        .noneMatch(name -> name.equalsIgnoreCase("transfer_encoding")));
    }

    @Test
    void aGetWithABodyIsRefused() throws IOException {
        String response = send("GET /account/info HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestingHttp.OURS
                + "\r\nContent-Length: " + HIDDEN.length() + "\r\n\r\n" + HIDDEN);

        assertThat(response).startsWith("HTTP/1.1 400").doesNotEndWith("[open]");
        assertThat(answers(response)).isEqualTo(1);
        assertThat(http.account.received).isEmpty();
    }

    @Test
    void chunkExtensionsAndTrailersStayHere() throws IOException {
        String response = send(HEAD + "Transfer-Encoding: chunked\r\n\r\n5;a=\"\r\nhello\r\n0\r\nX-Trailer: t\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 200");
        assertThat(http.account.received).hasSize(1);
        assertThat(http.account.received.getFirst().body()).asString().isEqualTo("hello");
        assertThat(http.account.received.getFirst().mentions("X-trailer")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\r\nhelloX\r\n0\r\n\r\n",
                "zz\r\nhello\r\n0\r\n\r\n",
                "-5\r\nhello\r\n0\r\n\r\n",
                "FFFFFFFFFFFFFFFFF\r\nx"
            })
    void aBrokenChunkEndsTheConnection(String body) throws IOException {
        String response = send(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + body + HIDDEN);

        assertThat(answers(response)).isLessThanOrEqualTo(1);
        assertThat(response).doesNotEndWith("[open]");
        assertNothingHidden();
    }

    @Test
    void bareLineFeedsSplitNoRequest() throws IOException {
        String response = send("GET /account/info HTTP/1.1\nHost: a\nAuthorization: Bearer " + TestingHttp.OURS
                + "\nConnection: close\n\n");

        assertThat(answers(response)).isEqualTo(1);
        assertThat(http.account.received).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://127.0.0.1/account/info HTTP/1.1",
                "GET http://evil.example/account/info HTTP/1.1",
                "GET //evil.example/account/info HTTP/1.1",
                "GET account/info HTTP/1.1",
                "CONNECT evil.example:443 HTTP/1.1",
                "TRACE /account/info HTTP/1.1",
                "OPTIONS * HTTP/1.1"
            })
    void refusesEveryOtherFormOfTarget(String line) throws IOException {
        String response = send(
                line + "\r\nHost: a\r\nAuthorization: Bearer " + TestingHttp.OURS + "\r\nConnection: close\r\n\r\n");

        assertThat(response).doesNotContain("HTTP/1.1 200");
        assertThat(http.account.received).isEmpty();
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrderEachOnce() throws IOException {
        String one = "GET /account/a HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestingHttp.OURS + "\r\n\r\n";

        String response = send(one + one.replace("/account/a", "/nowhere") + one.replace("/account/a", "/account/b"));

        assertThat(response).containsSubsequence("HTTP/1.1 200", "HTTP/1.1 404", "HTTP/1.1 200");
        assertThat(answers(response)).isEqualTo(3);
    }

    @Test
    void anAnswerHoldsNoHeaderOfTheCallers() throws IOException {
        String id = "abc%0d%0aSet-Cookie: a";

        String response =
                send("GET /nowhere HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + id + "\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 404").doesNotContain("Set-Cookie");
    }
}
