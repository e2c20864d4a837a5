package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files through a connector of its own process, whose heap is smaller than they are, to the sandbox's Media and back. */
class FileTransferTest {

    private static final int PIECES = 80;
    private static final int PIECE = 1 << 20;
    private static final String MARK = "canary-of-plaintext-5521";
    private static final String KEY = "Connector-File-Key";

    @TempDir
    private Path directory;

    @TempDir
    private Path sandboxDirectory;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void largeFilesGoAndComeBackInConstantMemoryAndLeaveNoTrace() throws Exception {
        Path log = directory.resolve("serve.log");
        JsonNode record;
        try (TestingSandbox sandbox = TestingSandbox.start(sandboxDirectory, 20)) {
            Process process = ServeProcess.start(
                    sandbox.configuration(),
                    TestingConnector.settings(directory),
                    log,
                    Map.of("JAVA_TOOL_OPTIONS", "-Xmx64m", "CONNECTOR_LOG_LEVEL", "DEBUG"));
            try {
                ServeProcess.awaitServing(process, log);
                String files = ServeProcess.url(log, "port") + "/api/v1/files";
                record = upload(files);
                String file = files + "/" + record.path("digest").asString();
                String key = record.path("key").asString();

                assertThat(record.path("size").asLong()).isEqualTo((long) PIECES * PIECE);
                assertThat(digest(file, key)).isEqualTo(expected());
                assertThat(digest(file + "?verify=stream", key)).isEqualTo(expected());

                damage(sandboxDirectory
                        .resolve("media")
                        .resolve(record.path("digest").asString()));
                HttpResponse<String> refused = client.send(request(file, key), HttpResponse.BodyHandlers.ofString());
                assertThat(refused.statusCode()).isEqualTo(502);
                assertThat(refused.body()).contains("file_damaged");
                assertThatThrownBy(() -> digest(file + "?verify=stream", key)).isInstanceOf(IOException.class);
            } finally {
                process.destroyForcibly();
                process.waitFor();
            }
        }
        assertNoTrace(record.path("key").asString());
    }

    private void assertNoTrace(String key) throws IOException {
        FoundSecrets found = new FoundSecrets(Map.of("plaintext", MARK, "key", key));
        for (Path place : List.of(directory, sandboxDirectory)) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(found.in(file)).as(file.toString()).isEmpty();
                }
            }
        }
        try (Stream<Path> spool = Files.list(directory.resolve("data/spool"))) {
            assertThat(spool).isEmpty();
        }
    }

    private JsonNode upload(String files) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(files + "?name=large.bin"))
                .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                .PUT(HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofInputStream(Generated::new), (long) PIECES * PIECE))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JsonLines.MAPPER.readTree(answer.body());
    }

    private static HttpRequest request(String file, String key) {
        return HttpRequest.newBuilder(URI.create(file))
                .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                .header(KEY, key)
                .build();
    }

    private byte[] digest(String file, String key) throws Exception {
        HttpResponse<InputStream> answer = client.send(request(file, key), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(answer.statusCode()).isEqualTo(200);
            return digest(body);
        }
    }

    private static byte[] expected() throws Exception {
        return digest(new Generated());
    }

    private static byte[] digest(InputStream in) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return digest.digest();
    }

    private static void damage(Path file) throws IOException {
        try (RandomAccessFile blob = new RandomAccessFile(file.toFile(), "rw")) {
            blob.seek(blob.length() - 1);
            int last = blob.read();
            blob.seek(blob.length() - 1);
            blob.write(last ^ 1);
        }
    }

    /** The same bytes every time, marked in each piece. */
    private static final class Generated extends InputStream {
        private final byte[] piece = new byte[PIECE];
        private long at;

        private Generated() {
            new Random(5).nextBytes(piece);
            byte[] mark = MARK.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(mark, 0, piece, 100, mark.length);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int within = (int) (at % PIECE);
            int count = (int) Math.min(Math.min(length, PIECE - within), (long) PIECES * PIECE - at);
            if (count == 0) {
                return length == 0 ? 0 : -1;
            }
            System.arraycopy(piece, within, bytes, offset, count);
            at += count;
            return count;
        }
    }
}
