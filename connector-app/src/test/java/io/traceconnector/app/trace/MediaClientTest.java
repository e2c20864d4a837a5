package io.traceconnector.app.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.traceconnector.app.trace.TraceException.Kind;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaClientTest {

    private static final Duration STALL = Duration.ofSeconds(20);

    private final TestClient run = new TestClient();

    @BeforeEach
    void answers() {
        run.trace
                .on("/info", Reply.json("{\"accountId\":\"1\"}"))
                .on("/files", Reply.json("[{\"digest\":\"d1\",\"name\":\"n\"}]"));
    }

    @AfterEach
    void close() {
        run.close();
    }

    private String upload(String name, OptionalLong length, InputStream content) {
        return run.client.upload(TestClient.OURS, new Media.Upload(name, length, content, STALL));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void sendsAFileOfKnownLengthAsOneRequestOfThatLength() {
        assertThat(upload("Prüf\"bericht.pdf", OptionalLong.of(5), text("hello")))
                .isEqualTo("d1");

        FakeTrace.Asked asked = run.trace.asked("/files").getFirst();
        String boundary = asked.headers()
                .getOrDefault("Content-type", List.of(""))
                .getFirst()
                .replaceFirst(".*boundary=", "");
        assertThat(asked.authorization()).isEqualTo("Bearer " + run.trace.token(1));
        assertThat(asked.body())
                .isEqualTo("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"Prüf%22bericht.pdf\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\nhello\r\n--" + boundary + "--\r\n");
        assertThat(asked.headers().get("Content-length"))
                .containsExactly(Integer.toString(asked.body().getBytes(StandardCharsets.UTF_8).length));
    }

    @Test
    void sendsAFileOfUnknownLengthInChunks() {
        upload("a", OptionalLong.empty(), text("x".repeat(200_000)));

        FakeTrace.Asked asked = run.trace.asked("/files").getFirst();
        assertThat(asked.headers()).containsKey("Transfer-encoding").doesNotContainKey("Content-length");
        assertThat(asked.body()).contains("\r\n\r\n" + "x".repeat(200_000) + "\r\n--");
    }

    @Test
    void neverPutsANameWithControlCharactersIntoAHeader() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> upload("a\r\nX: y", OptionalLong.empty(), text("x")));
    }

    @Test
    void makesSureOfItsSessionBeforeItSendsWhatItCannotSendAgain() {
        run.trace.on("/info", Reply.status(401), Reply.json("{\"accountId\":\"1\"}"));

        assertThat(upload("a", OptionalLong.of(1), text("x"))).isEqualTo("d1");

        assertThat(run.trace.asked("/files"))
                .extracting(FakeTrace.Asked::authorization)
                .containsExactly("Bearer " + run.trace.token(2));
    }

    @Test
    void logsInAnewAfterMediaRefusedTheSession() {
        run.trace.on("/files", Reply.status(401), Reply.json("[{\"digest\":\"d2\"}]"));

        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> upload("a", OptionalLong.of(1), text("x")))
                .extracting(TraceException::kind)
                .isEqualTo(Kind.UNAUTHORIZED);
        assertThat(upload("a", OptionalLong.of(1), text("x"))).isEqualTo("d2");
        assertThat(run.trace.asked("/login")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1_000_000})
    void aContentThatBreaksOffIsNeverAWholeFile(long length) {
        InputStream broken = new InputStream() {
            private int left = 300_000;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1);
            }

            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                if (left <= 0) {
                    throw new IOException("the caller is gone");
                }
                left -= count;
                return count;
            }
        };

        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> upload("a", length < 0 ? OptionalLong.empty() : OptionalLong.of(length), broken))
                .withRootCauseInstanceOf(IOException.class)
                .withStackTraceContaining("the caller is gone");
        assertThat(run.trace.asked("/files")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 6})
    void aContentOfAnotherLengthThanWasSaidIsNoFile(long said) {
        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> upload("a", OptionalLong.of(said), text("hello")));
        assertThat(run.trace.asked("/files")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "{}", "[{\"digest\":\"../x\"}]", "[{\"digest\":\"a\"},{\"digest\":\"b\"}]", "no JSON"})
    void takesNoAnswerThatNamesNoFile(String answer) {
        run.trace.on("/files", Reply.json(answer));

        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> upload("a", OptionalLong.of(1), text("x")))
                .extracting(TraceException::kind)
                .isEqualTo(Kind.MALFORMED);
    }

    /** Media takes the connection and then nothing more than what fits into buffers. */
    @Test
    void givesUpWhenMediaTakesNothing() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0);
                StreamedBody body = new StreamedBody(endless(), OptionalLong.empty());
                Transport transport = new Transport(Duration.ofSeconds(5), 1)) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + deaf.getLocalPort()))
                    .POST(body);
            assertThatExceptionOfType(HttpTimeoutException.class)
                    .isThrownBy(() -> transport.send(request, body, Duration.ofMillis(300)));
        }
    }

    /** Media closes the connection after some bytes, without an answer. */
    @Test
    void anUploadThatMediaCutsIsBrokenOff() throws Exception {
        CountedReads content = new CountedReads();
        try (ServerSocket media = new ServerSocket(0);
                StreamedBody body = new StreamedBody(content, OptionalLong.empty());
                Transport transport = new Transport(Duration.ofSeconds(5), 1)) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = media.accept()) {
                    socket.getInputStream().readNBytes(200_000);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + media.getLocalPort()))
                    .POST(body);
            assertThatIOException().isThrownBy(() -> transport.send(request, body, STALL));
            assertThat(body.failure()).isEmpty();
        }
        assertThat(content.reads.get()).isPositive();
    }

    /** Endless; counts how often it is read. */
    private static final class CountedReads extends FilterInputStream {
        private final AtomicLong reads = new AtomicLong();

        private CountedReads() {
            super(InputStream.nullInputStream());
        }

        @Override
        public int read(byte[] bytes, int offset, int count) {
            reads.incrementAndGet();
            return count;
        }
    }

    @Test
    void givesUpWhenTheContentNeverComes() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        InputStream silent = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }
        };
        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> run.client.upload(
                        TestClient.OURS, new Media.Upload("a", OptionalLong.empty(), silent, Duration.ofMillis(300))));
        assertThat(run.trace.asked("/files")).isEmpty();
    }

    @Test
    void saysWhereAFileIsOrThatThereIsNone() {
        run.trace.on(
                "/files/d1/info", Reply.status(503), Reply.json("{\"download_url\":\"https://kept.example/x?y=z\"}"));

        assertThat(run.client.location(TestClient.OURS, "d1")).contains(URI.create("https://kept.example/x?y=z"));
        assertThat(run.client.location(TestClient.OURS, "d2")).isEmpty();
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] bytes, int offset, int count) {
                return count;
            }
        };
    }
}
