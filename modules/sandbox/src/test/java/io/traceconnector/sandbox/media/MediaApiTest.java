package io.traceconnector.sandbox.media;

import static io.traceconnector.sandbox.SandboxClient.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.sandbox.RunningSandbox;
import io.traceconnector.sandbox.SandboxClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MediaApiTest {

    private static final String BOUNDARY = "----connector7f3a";

    @TempDir
    private static Path directory;

    private static RunningSandbox sandbox;
    private static String url;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        sandbox = RunningSandbox.start(directory, "--links", "20");
        url = sandbox.value("SANDBOX_MEDIA_URL");
        token = sandbox.client("meridian").token();
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void givesBackWhatWasUploadedInTheOrderOfUpload() throws Exception {
        byte[] first = random(1, 100_000);
        byte[] second = random(2, 3);
        HttpResponse<String> answer = upload(token, part("a.bin", first), part("b.bin", second), part("a.bin", first));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode files = JSON.readTree(answer.body());
        assertThat(files).extracting(file -> file.path("name").asString()).containsExactly("a.bin", "b.bin", "a.bin");
        assertThat(files.path(0).path("digest").asString()).isEqualTo(sha256(first));
        assertThat(download(files.path(0).path("digest").asString()).body()).isEqualTo(first);
        assertThat(download(files.path(1).path("digest").asString()).body()).isEqualTo(second);
    }

    @Test
    void answersAnEmptyFileWithNoContent() throws Exception {
        JsonNode files = JSON.readTree(upload(token, part("empty", new byte[0])).body());
        assertThat(download(files.path(0).path("digest").asString()).statusCode())
                .isEqualTo(204);
    }

    @Test
    void passesALargeFileThroughInPieces() throws Exception {
        byte[] piece = random(3, 1 << 20);
        List<InputStream> pieces = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            pieces.add(new ByteArrayInputStream(piece));
        }
        HttpResponse<String> answer = send(
                token,
                BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(List.of(
                        bytes(head("large.bin")),
                        new SequenceInputStream(Collections.enumeration(pieces)),
                        bytes("\r\n--" + BOUNDARY + "--\r\n"))))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String digest = JSON.readTree(answer.body()).path(0).path("digest").asString();
        assertThat(directory.resolve("media").resolve(digest)).hasSize(48L << 20);
        assertThat(download(digest).body()).hasSize(48 << 20);
    }

    @Test
    void keepsNothingOfABodyThatIsCutOff() throws Exception {
        byte[] whole = "never finished".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer =
                send(token, BodyPublishers.ofInputStream(() -> bytes(head("cut.bin") + "never finished")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(directory.resolve("media").resolve(sha256(whole))).doesNotExist();
        try (Stream<Path> files = Files.list(directory.resolve("media"))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("upload-"));
        }
    }

    @Test
    void refusesWithoutTokenWithoutFileAndWithoutASignedAddress() throws Exception {
        assertThat(upload("nobody", part("x", new byte[1])).statusCode()).isEqualTo(401);
        String digest = JSON.readTree(upload(token, part("x", new byte[] {7})).body())
                .path(0)
                .path("digest")
                .asString();
        assertThat(SandboxClient.get(url + "/files/" + digest + "/info", "nobody")
                        .statusCode())
                .isEqualTo(401);
        assertThat(SandboxClient.get(url + "/files/" + "0".repeat(64) + "/info", token)
                        .statusCode())
                .isEqualTo(404);
        assertThat(SandboxClient.get(url + "/files/..%2Ftoken-secret/info", token)
                        .statusCode())
                .isEqualTo(404);
        String address = address(digest);
        String tampered = address.substring(0, address.length() - 2) + "zz";
        assertThat(SandboxClient.get(tampered, "").statusCode()).isEqualTo(403);
        assertThat(SandboxClient.get(url + "/files/" + digest + "/content", "").statusCode())
                .isEqualTo(403);
        HttpResponse<String> notMultipart =
                SandboxClient.send(SandboxClient.request(url + "/files", token).POST(BodyPublishers.ofString("{}")));
        assertThat(notMultipart.statusCode()).isEqualTo(415);
    }

    private static String address(String digest) throws Exception {
        HttpResponse<String> info = SandboxClient.get(url + "/files/" + digest + "/info", token);
        return JSON.readTree(info.body()).path("download_url").asString();
    }

    private static HttpResponse<byte[]> download(String digest) throws Exception {
        return SandboxClient.bytes(HttpRequest.newBuilder(URI.create(address(digest))));
    }

    private static HttpResponse<String> upload(String token, byte[]... parts) throws Exception {
        List<byte[]> body = new ArrayList<>(List.of(parts));
        body.add(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(token, BodyPublishers.ofByteArrays(body));
    }

    private static HttpResponse<String> send(String token, HttpRequest.BodyPublisher body) throws Exception {
        return SandboxClient.send(SandboxClient.request(url + "/files", token)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(body));
    }

    private static byte[] part(String name, byte[] content) {
        byte[] head = head(name).getBytes(StandardCharsets.UTF_8);
        byte[] part = java.util.Arrays.copyOf(head, head.length + content.length + 2);
        System.arraycopy(content, 0, part, head.length, content.length);
        part[part.length - 2] = '\r';
        part[part.length - 1] = '\n';
        return part;
    }

    private static String head(String name) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] random(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
