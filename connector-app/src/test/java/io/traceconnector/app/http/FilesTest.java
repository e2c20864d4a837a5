package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.Json;
import io.traceconnector.api.Payload;
import io.traceconnector.api.TraceId;
import io.traceconnector.chainscript.FileBlob;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class FilesTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TraceId TRACE = new TraceId("t-1");
    private static final String MARK = "canary-7f3a";
    private static final String KEY = "KwZNuA85s8NM/N+KtL8Q+/D7j+073oEot/W4Qb56XVs=";

    private final TestingHttp http = new TestingHttp();

    @AfterEach
    void closeWithNothingLeftInTheSpool() throws IOException {
        try (Stream<Path> left = Files.list(http.spool)) {
            assertThat(left).isEmpty();
        }
        http.close();
    }

    private HttpResponse<String> upload(byte[] content, String name, String... headers) {
        HttpRequest.Builder request = http.as(TestingHttp.STATIC, "/api/v1/files?name=" + escaped(name))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request);
    }

    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private JsonNode uploaded(byte[] content, String name, String... headers) {
        HttpResponse<String> response = upload(content, name, headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return MAPPER.readTree(response.body());
    }

    private HttpResponse<byte[]> download(String path, String... headers) throws Exception {
        HttpRequest.Builder request = http.as(TestingHttp.STATIC, path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        byte[] mark = MARK.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(mark, 0, bytes, 0, Math.min(mark.length, length));
        return bytes;
    }

    /** A link whose data holds a record, somewhere inside. */
    private String linkWith(JsonNode record) {
        ObjectNode data = MAPPER.createObjectNode();
        data.putArray("documents").addObject().set("file", record);
        http.traces.put(TRACE, List.of(Segments.of(TRACE, 'a', new Payload.Opened(Json.of(data)))));
        return "?trace=t-1&link=" + Segments.hash('a');
    }

    private String kept(byte[] blob) {
        http.files.keep("kept", new FakeMedia.Kept(TestingHttp.ACME, "n", blob));
        return "/api/v1/files/kept";
    }

    private static String code(HttpResponse<byte[]> response) {
        return MAPPER.readTree(response.body()).path("code").asString();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 1_000_003})
    void aFileComesBackThroughALinkThatNamesIt(int length) throws Exception {
        byte[] content = bytes(length);
        JsonNode record = uploaded(content, "Prüf \"bericht\".pdf", "Content-Type", "application/pdf");

        HttpResponse<byte[]> file =
                download("/api/v1/files/" + record.path("digest").asString() + linkWith(record));

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(content);
        assertThat(file.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename*=UTF-8''Pr%C3%BCf%20%22bericht%22.pdf");
        assertThat(file.headers().firstValue("Content-Security-Policy")).contains("sandbox");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.headers().firstValueAsLong("Content-Length")).hasValue(length);
    }

    @Test
    void theRecordSaysWhatItIsAndMediaGetsCiphertextOnly() {
        JsonNode record = uploaded(bytes(100), "a.bin", "Connector-Organisation", "beta");

        assertThat(record.propertyNames())
                .containsExactlyInAnyOrder("digest", "name", "mimetype", "size", "key", "createdAt");
        assertThat(record.path("name").asString()).isEqualTo("a.bin");
        assertThat(record.path("mimetype").asString()).isEqualTo("application/octet-stream");
        assertThat(record.path("size").asLong()).isEqualTo(100);
        FakeMedia.Kept kept =
                Objects.requireNonNull(http.files.kept.get(record.path("digest").asString()));
        assertThat(kept.organisation()).isEqualTo(TestingHttp.BETA);
        assertThat(kept.blob()).hasSize(100 + FileBlob.OVERHEAD);
        assertThat(new String(kept.blob(), StandardCharsets.ISO_8859_1)).doesNotContain(MARK);
    }

    @Test
    void everyFileHasAKeyOfItsOwn() {
        assertThat(uploaded(bytes(9), "a").path("key").asString())
                .isNotEqualTo(uploaded(bytes(9), "a").path("key").asString());
    }

    @Test
    void aFileOfAnotherClientOpensWithItsKey() throws Exception {
        String path = kept(Base64.getDecoder().decode("iYqGiINlMNfB4g+mhCBMUbYKZ3xAvCiKaSsn4AQYrf6IAQ=="));

        assertThat(download(path, FileDownloads.KEY, KEY).body())
                .isEqualTo(Base64.getDecoder().decode("AAECf4D/"));
        assertThat(download(path + "?verify=stream", FileDownloads.KEY, KEY).body())
                .isEqualTo(Base64.getDecoder().decode("AAECf4D/"));
    }

    @Test
    void aRecordWithoutAKeyIsInClear() throws Exception {
        String path = kept("in clear".getBytes(StandardCharsets.UTF_8));
        ObjectNode record = MAPPER.createObjectNode();
        record.put("digest", "kept")
                .put("name", "../../x")
                .put("mimetype", "text/html\r\nX: y")
                .put("size", 8);

        HttpResponse<byte[]> file = download(path + linkWith(record));

        assertThat(new String(file.body(), StandardCharsets.UTF_8)).isEqualTo("in clear");
        assertThat(file.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment; filename*=UTF-8''kept");
    }

    @Test
    void whoMayNotSeeTheLinkMayNotHaveTheFile() throws Exception {
        JsonNode record = uploaded(bytes(50), "a");
        String path = "/api/v1/files/" + record.path("digest").asString();
        String link = linkWith(record);
        http.traces.put(TRACE, List.of(Segments.of(TRACE, 'a', new Payload.NotForUs())));

        assertThat(code(download(path + link))).isEqualTo("file_unknown");
        http.traces.clear();
        assertThat(code(download(path + link))).isEqualTo("link_unknown");
        assertThat(code(download(path))).isEqualTo("file_right_required");
        assertThat(http.get(TestingHttp.OURS, path + link).statusCode()).isEqualTo(403);
        assertThat(http.files.asked).isEmpty();
    }

    @Test
    void aLinkGivesOnlyTheFilesThatItNames() throws Exception {
        JsonNode record = uploaded(bytes(50), "a");
        JsonNode other = uploaded(bytes(50), "b");

        HttpResponse<byte[]> refused =
                download("/api/v1/files/" + other.path("digest").asString() + linkWith(record));

        assertThat(refused.statusCode()).isEqualTo(404);
    }

    @Test
    void nothingOfADamagedFileIsSent() throws Exception {
        byte[] blob = sealed(bytes(300_000));
        for (byte[] damaged : List.of(
                changed(blob, 0),
                changed(blob, 20),
                changed(blob, blob.length - 1),
                Arrays.copyOf(blob, blob.length - 1),
                Arrays.copyOf(blob, 27),
                new byte[0])) {
            HttpResponse<byte[]> refused = download(kept(damaged), FileDownloads.KEY, KEY);
            assertThat(refused.statusCode()).isEqualTo(502);
            assertThat(code(refused)).isEqualTo("file_damaged");
            assertThat(new String(refused.body(), StandardCharsets.ISO_8859_1)).doesNotContain(MARK);
        }
        HttpResponse<byte[]> wrongKey = download(kept(blob), FileDownloads.KEY, other());
        assertThat(code(wrongKey)).isEqualTo("file_damaged");
        assertThat(code(download(kept(blob), FileDownloads.KEY, "short"))).isEqualTo("file_key_malformed");
    }

    @Test
    void aDamagedFileThatIsStreamedNeverEndsCleanly() {
        byte[] blob = sealed(bytes(300_000));
        assertThatThrownBy(() ->
                        download(kept(changed(blob, blob.length - 1)) + "?verify=stream", FileDownloads.KEY, KEY))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () -> download(kept(Arrays.copyOf(blob, 200_000)) + "?verify=stream", FileDownloads.KEY, KEY))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerOfMediaThatIsCutIsNoFile() throws Exception {
        kept(sealed(bytes(100)));
        http.media.at("/kept/kept", exchange -> {
            exchange.sendResponseHeaders(200, 5_000);
            exchange.getResponseBody().write(new byte[100]);
            exchange.getResponseBody().flush();
            exchange.close();
        });

        assertThat(code(download("/api/v1/files/kept", FileDownloads.KEY, KEY)))
                .isIn("download_failed", "upstream_unavailable");
    }

    @Test
    void aFullSpoolRefusesAndStreamingGoesOn() throws Exception {
        byte[] content = bytes((int) TestingHttp.SPOOL + 1);
        String path = kept(sealed(content));

        HttpResponse<byte[]> refused = download(path, FileDownloads.KEY, KEY);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(code(refused)).isEqualTo("spool_full");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(download(path + "?verify=stream", FileDownloads.KEY, KEY).body())
                .isEqualTo(content);
        assertThat(http.meters.get("connector.files.spool.size").gauge().value())
                .isZero();
    }

    @Test
    void aHeadTellsWhatItIsAndFetchesNothing() throws Exception {
        JsonNode record = uploaded(bytes(50), "a.txt", "Content-Type", "text/plain");
        HttpRequest head = http.as(
                        TestingHttp.STATIC,
                        "/api/v1/files/" + record.path("digest").asString() + linkWith(record))
                .HEAD()
                .build();

        HttpResponse<Void> answer = http.client.send(head, HttpResponse.BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(50);
        assertThat(http.media.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ".", "..", "a/b", "a\\b", "a\r\nContent-Type: x", "a\u0000", "a\u0085b", "a\u2028b"})
    void refusesNamesThatAreNone(String name) {
        HttpResponse<String> refused = upload(bytes(3), name);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(MAPPER.readTree(refused.body()).path("code").asString()).isEqualTo("file_name_malformed");
        assertThat(http.files.kept).isEmpty();
    }

    @Test
    void refusesALongNameAndTakesOneThatJustFits() {
        assertThat(upload(bytes(3), "é".repeat(128)).statusCode()).isEqualTo(400);
        assertThat(upload(bytes(3), "é".repeat(127) + "x").statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=x", "nonsense", "a/b/c"})
    void refusesTypesThatAreNone(String type) {
        assertThat(upload(bytes(3), "a", "Content-Type", type).statusCode()).isEqualTo(415);
    }

    @Test
    void onlyCallersOfTheConfigurationMaySendFiles() {
        HttpResponse<String> refused = http.send(
                http.as(TestingHttp.OURS, "/api/v1/files?name=a").PUT(HttpRequest.BodyPublishers.ofString("x")));
        HttpResponse<String> foreign = upload(bytes(3), "a", "Connector-Organisation", "gamma");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(http.files.kept).isEmpty();
    }

    @Test
    void takesABodyInChunksAndAfterContinue() throws IOException {
        RawClient raw = new RawClient(http.api.port());
        String head =
                "PUT /api/v1/files?name=a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestingHttp.STATIC + "\r\n";

        String chunked = raw.exchange(head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        String continued =
                raw.exchange(head + "Expect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab");

        assertThat(chunked).startsWith("HTTP/1.1 201").contains("\"size\":5");
        assertThat(continued)
                .startsWith("HTTP/1.1 100")
                .contains("HTTP/1.1 201")
                .contains("\"size\":2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3e8\r\nabc"})
    void anUploadWhoseCallerLeavesIsNone(String rest) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.api.port())) {
            socket.getOutputStream()
                    .write(("PUT /api/v1/files?name=a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + TestingHttp.STATIC + "\r\n" + rest)
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            Awaitility.await()
                    .until(() -> http.meters
                                    .get("http.server.requests.active")
                                    .gauge()
                                    .value()
                            == 1);
        }
        Awaitility.await()
                .until(() ->
                        http.meters.get("http.server.requests.active").gauge().value() == 0);
        assertThat(http.files.kept).isEmpty();
    }

    @Test
    void aCallerWhoseUploadMediaBreaksOffIsTold() throws IOException {
        http.files.goesAway = true;

        String answer = new RawClient(http.api.port())
                .exchange("PUT /api/v1/files?name=a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestingHttp.STATIC
                        + "\r\nContent-Length: 1000\r\n\r\nabc");

        assertThat(answer).startsWith("HTTP/1.1 503").contains("media_unavailable");
    }

    @Test
    void aFileLargerThanItsBoundIsRefused() throws IOException {
        try (TestingHttp small = new TestingHttp(
                config -> TestingHttp.config(TestingHttp.filesOf(config.limits(), 2 << 20), config.drain()))) {
            String put = "PUT /api/v1/files?name=a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestingHttp.STATIC
                    + "\r\n";
            // Nothing of it is sent: a client that still sends may lose the answer with the connection.
            String stated =
                    new RawClient(small.api.port()).exchange(put + "Content-Length: " + ((2 << 20) + 1) + "\r\n\r\n");
            String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
            String unstated = new RawClient(small.api.port())
                    .exchange(put + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "1\r\nx\r\n0\r\n\r\n");

            assertThat(stated).startsWith("HTTP/1.1 413");
            // Cut, or refused while it still comes.
            assertThat(unstated).doesNotContain("HTTP/1.1 2");
            assertThat(small.files.kept).isEmpty();
        }
    }

    private static byte[] sealed(byte[] content) {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        try {
            FileBlob.seal(SymmetricKey.ofBase64(KEY), new ByteArrayInputStream(content), blob);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return blob.toByteArray();
    }

    private static byte[] changed(byte[] blob, int at) {
        byte[] changed = blob.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static String other() {
        return Base64.getEncoder().encodeToString(new byte[32]);
    }
}
