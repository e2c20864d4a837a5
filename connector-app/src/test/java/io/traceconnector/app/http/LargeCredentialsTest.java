package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials of megabytes are refused unread, and nobody else notices. */
final class LargeCredentialsTest {

    private static final int FIVE_MEGABYTES = 5 << 20;
    /** More than the buffers of both ends of a connection hold. */
    private static final int MORE_THAN_BUFFERS = 64 << 20;

    private static TokenServer server;

    @BeforeAll
    static void start() {
        server = new TokenServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Writes on while it reads: the answer may come before the request's end. */
    private static Answer send(String head, int length, String tail) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.http.api.port())) {
            socket.setSoTimeout(10_000);
            CompletableFuture<Integer> written = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> written.complete(write(socket, head, length, tail)));
            StringBuilder answer = new StringBuilder();
            try {
                byte[] buffer = new byte[8192];
                for (int n = socket.getInputStream().read(buffer);
                        n >= 0;
                        n = socket.getInputStream().read(buffer)) {
                    answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                }
            } catch (SocketException reset) {
                answer.append("[reset]");
            }
            socket.close();
            return new Answer(answer.toString(), written.join());
        }
    }

    /** How much could be written before the other end would take no more. */
    private static int write(Socket socket, String head, int length, String tail) {
        byte[] block = "a".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII);
        int written = 0;
        try {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            for (; written < length; written += block.length) {
                out.write(block);
            }
            out.write(tail.getBytes(StandardCharsets.US_ASCII));
            return written;
        } catch (IOException e) {
            return written;
        }
    }

    private record Answer(String text, int written) {}

    private static void othersAreServed() {
        assertThat(server.http.get(server.token(), "/info").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Basic ", "Plugin ", "PluginConnection "})
    void inTheHeaderEndTheConnection(String scheme) throws IOException {
        Answer answer = send("GET /info HTTP/1.1\r\nHost: a\r\nAuthorization: " + scheme, FIVE_MEGABYTES, "\r\n\r\n");

        assertThat(answer.text()).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1");
        othersAreServed();
    }

    @Test
    void areNotReadToTheirEnd() throws IOException {
        Answer answer = send("GET /info HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ", MORE_THAN_BUFFERS, "\r\n\r\n");

        assertThat(answer.text()).startsWith("HTTP/1.1 400");
        assertThat(answer.written()).isLessThan(MORE_THAN_BUFFERS / 2);
        othersAreServed();
    }

    /** Short enough for a header, and longer than any token is. */
    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Basic ", "Plugin ", "PluginConnection "})
    void thatFitIntoAHeaderAreNobodys(String scheme) {
        String large = scheme + "a".repeat(12 * 1024);
        HttpResponse<String> refused = server.http.send(
                HttpRequest.newBuilder(server.http.url("/info")).header("Authorization", large));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("invalid_token").doesNotContain("aaaa");
        HttpResponse<String> unknown = server.post(
                server.endpoint("token"), Map.of("grant_type", "client_credentials"), "Authorization", large);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).contains("invalid_client").doesNotContain("aaaa");
    }

    @Test
    void inAFormAreRefusedByTheirLengthAndInChunks() throws IOException {
        String head = "POST " + server.endpoint("token").getPath()
                + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        Answer announced = send(head + "Content-Length: " + FIVE_MEGABYTES + "\r\n\r\n", FIVE_MEGABYTES, "");
        Answer chunked = send(
                head + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(FIVE_MEGABYTES) + "\r\n",
                FIVE_MEGABYTES,
                "\r\n0\r\n\r\n");

        assertThat(announced.text()).startsWith("HTTP/1.1 413");
        assertThat(chunked.text()).startsWith("HTTP/1.1 413");
        othersAreServed();
    }
}
