package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that send a body only when they are told to go on. */
final class ContinueTest {

    private final TestingHttp http = new TestingHttp();

    @BeforeEach
    void run() {
        http.modules.add(new FakeModule().running());
    }

    @AfterEach
    void close() {
        http.close();
    }

    private static String read(Socket socket) throws IOException {
        byte[] buffer = new byte[8192];
        int count = socket.getInputStream().read(buffer);
        return new String(buffer, 0, Math.max(count, 0), StandardCharsets.ISO_8859_1);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Socket begun(String token, String framing) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.api.port());
        socket.setSoTimeout(20_000);
        write(
                socket,
                "POST /api/v1/fake/echo/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\n"
                        + framing + "\r\nAuthorization: Bearer " + token + "\r\n\r\n");
        return socket;
    }

    @ParameterizedTest
    @CsvSource({"Content-Length: 2,{}", "Transfer-Encoding: chunked,'2\r\n{}\r\n0\r\n\r\n'"})
    void whoWaitsIsToldToGoOn(String framing, String body) throws IOException {
        try (Socket socket = begun(TestingHttp.STATIC, framing)) {
            assertThat(read(socket)).startsWith("HTTP/1.1 100 ");

            write(socket, body.replace("\\r\\n", "\r\n"));

            assertThat(read(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void whoIsRefusedIsNotToldToGoOn() throws IOException {
        try (Socket socket = begun("nobody-of-ours", "Content-Length: 2")) {
            assertThat(read(socket)).startsWith("HTTP/1.1 401 ");
        }
    }
}
