package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Payload;
import io.traceconnector.api.Routes;
import io.traceconnector.api.RunningModule;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.modules.HostedModule;
import io.traceconnector.app.modules.ModuleState;
import io.traceconnector.app.outbox.FakeLinkWriting;
import io.traceconnector.app.trace.RelayAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is asked, refused, done and shown is in the audit log, on disk, before a byte of it leaves; where it cannot be, nothing leaves and nothing is done. */
final class AuditingTest {

    private static final TraceId TRACE = new TraceId("t-1");
    private static final String LINK =
            "{\"workflow\":\"201\",\"action\":\"order-placed\",\"data\":{\"note\":\"canary-4711\"}}";

    private final TestingHttp http = new TestingHttp();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void aViewOfATraceSaysWhichLinksItShowed() {
        http.traces.put(TRACE, segments());

        assertThat(http.get(TestingHttp.STATIC, "/api/v1/traces/t-1").statusCode())
                .isEqualTo(200);

        JsonNode line = one("request");
        assertThat(line.path("caller").stringValue()).isEqualTo("token:1");
        assertThat(line.path("tenant").stringValue()).isEqualTo("default");
        assertThat(line.path("route").stringValue()).isEqualTo("/api/v1/traces/{id}");
        assertThat(line.path("objects").path("id").stringValue()).isEqualTo("t-1");
        assertThat(line.path("address").stringValue()).isEqualTo("127.0.0.1");
        assertThat(line.path("decision").stringValue()).isEqualTo("allowed");
        assertThat(line.path("status").intValue()).isEqualTo(200);
        assertThat(links(line))
                .as("the ones with data")
                .containsExactly(Segments.hash('a').hex());
    }

    @Test
    void notAByteLeavesBeforeTheRecordIsOnDisk() throws IOException {
        http.traces.put(TRACE, segments());
        http.audit.stall();
        try (Socket socket = asking("/api/v1/traces/t-1")) {
            Awaitility.await().until(() -> http.audit.lines("request").size() == 1);
            assertThat(socket.getInputStream().available()).isZero();

            http.audit.goOn();
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void nothingIsServedWhereItCannotBeRecorded() {
        http.traces.put(TRACE, segments());
        http.audit.failing(true);

        HttpResponse<String> refused = http.get(TestingHttp.STATIC, "/api/v1/traces/t-1");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("audit_unavailable").doesNotContain("opened", "links");

        http.audit.failing(false);
        assertThat(http.get(TestingHttp.STATIC, "/api/v1/traces/t-1").body()).contains("opened");
    }

    @Test
    void nothingIsWrittenWhereItCannotBeRecorded() {
        http.audit.failing(true);
        HttpRequest.Builder write =
                http.as(TestingHttp.STATIC, "/api/v1/traces").POST(HttpRequest.BodyPublishers.ofString(LINK));

        assertThat(http.send(write).statusCode()).isEqualTo(503);
        assertThat(http.writing.requests).isEmpty();

        http.audit.failing(false);
        assertThat(http.send(write).statusCode()).isEqualTo(201);
        assertThat(http.writing.requests).hasSize(1);
        assertThat(http.audit.lines("request"))
                .anySatisfy(
                        line -> assertThat(line.path("action").stringValue()).isEqualTo("links:write"));
        Awaitility.await()
                .until(() -> http.audit.lines("ended").stream()
                        .anyMatch(line -> line.path("status").intValue() == 201));
        assertThat(http.audit.lines("ended"))
                .as("says which link was written")
                .anySatisfy(line ->
                        assertThat(line.path("written").path(0).stringValue()).isEqualTo(FakeLinkWriting.HASH.hex()));
    }

    @Test
    void nothingIsPassedOnWhereItCannotBeRecorded() {
        http.audit.failing(true);
        assertThat(http.get(TestingHttp.OURS, "/account/anything").statusCode()).isEqualTo(503);
        assertThat(http.account.received).isEmpty();

        http.audit.failing(false);
        assertThat(http.get(TestingHttp.OURS, "/account/anything").statusCode()).isEqualTo(200);
        assertThat(http.account.received).hasSize(1);
        assertThat(http.audit.lines("request"))
                .anySatisfy(
                        line -> assertThat(line.path("caller").stringValue()).isEqualTo("account:7"));
    }

    @Test
    void aRelayedAnswerSaysWhichLinksWereDecrypted() {
        int links = 600;
        String nodes =
                IntStream.range(0, links).mapToObj(AuditingTest::node).collect(Collectors.joining(",", "[", "]"));
        http.relay.answer = call -> FakeRelay.json(200, answer(nodes));

        HttpResponse<String> response = http.graphql(TestingHttp.STATIC, query());

        assertThat(response.body()).contains("opened");
        List<String> recorded = new ArrayList<>(links(one("request")));
        http.audit.lines("shown").forEach(line -> recorded.addAll(links(line)));
        assertThat(recorded)
                .hasSize(links)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, links).mapToObj(AuditingTest::hash).toList());
        assertThat(http.meters
                        .counter("connector.callers.links", "tenant", "default", "caller", "token:1")
                        .count())
                .as("counted as used, too")
                .isEqualTo(links);
    }

    @Test
    void aStreamIsCutWhereWhatComesNextCannotBeRecorded() throws IOException {
        PipedOutputStream upstream = new PipedOutputStream();
        InputStream body = new PipedInputStream(upstream, 1 << 20);
        http.relay.answer = call -> new RelayAnswer(200, Map.of("content-type", "application/json"), body);
        String open = answer("[" + padded(0, 40));
        upstream.write(open.substring(0, open.length() - 4).getBytes(StandardCharsets.UTF_8));
        String asked = query();
        try (Socket socket = asking(
                "POST",
                "/trace/graphql",
                "Content-Length: " + asked.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + asked)) {
            String first = new String(socket.getInputStream().readNBytes(20_000), StandardCharsets.UTF_8);
            assertThat(first).contains("opened", hash(1));

            http.audit.failing(true);
            upstream.write(("," + padded(40, 80) + "]}}}}").getBytes(StandardCharsets.UTF_8));
            upstream.close();
            String rest = rest(socket);

            assertThat(rest).as("cut, not ended").doesNotContain("]}}}}").doesNotContain(hash(79));
            List<String> recorded = http.audit.lines("request").stream()
                    .flatMap(line -> links(line).stream())
                    .collect(Collectors.toCollection(ArrayList::new));
            http.audit.lines("shown").forEach(line -> recorded.addAll(links(line)));
            assertThat(IntStream.range(0, 80)
                            .mapToObj(AuditingTest::hash)
                            .filter(hash -> (first + rest).contains(hash)))
                    .as("every link that left")
                    .isSubsetOf(recorded);
        }
    }

    @Test
    void aModulesAnswerSaysWhichLinksItShowed() {
        http.modules.add(new HostedModule("shows", new ModuleState.Running(new ShowingModule())));

        assertThat(http.get(TestingHttp.STATIC, "/api/v1/shows/all").statusCode())
                .isEqualTo(200);

        assertThat(links(one("request"))).containsExactly(Segments.hash('a').hex());
        assertThat(one("request").path("action").stringValue()).isEqualTo("shows:use");
    }

    @Test
    void refusalsAreRecordedWithTheirCodesAndWhoItWas() {
        http.get("no.such.token", "/api/v1/workflows");
        http.get(TestingHttp.OURS, "/api/v1/workflows");
        http.send(http.as(TestingHttp.STATIC, "/api/v1/workflows").header("Connector-Tenant", "foreign"));

        // Nobody waits for the record of a refusal.
        Awaitility.await().until(() -> http.audit.lines("refused").size() == 3);
        assertThat(http.audit.lines("refused"))
                .map(line ->
                        line.path("status").intValue() + " " + line.path("code").stringValue() + " "
                                + line.path("caller").asString("nobody"))
                .containsExactly("401 invalid_token nobody", "403 relays_only account:7", "404 tenant_unknown token:1");
        assertThat(http.audit.lines("request")).isEmpty();
    }

    @Test
    void whatFailsIsRecordedWithItsCode() {
        assertThat(http.get(TestingHttp.STATIC, "/api/v1/traces/unknown").statusCode())
                .isEqualTo(404);

        Awaitility.await().until(() -> !http.audit.lines("request").isEmpty());
        assertThat(one("request").path("status").intValue()).isEqualTo(404);
        assertThat(one("request").path("code").stringValue()).isEqualTo("trace_unknown");
    }

    @Test
    void whatOperatorsChangeIsRecordedAndWhatTheyReadIsNot() {
        http.manage("/keys");
        http.tell("/keys/reload");

        JsonNode line = one("request");
        assertThat(line.path("caller").stringValue()).isEqualTo("management");
        assertThat(line.path("method").stringValue()).isEqualTo("POST");
    }

    @Test
    void holdsNoFormDataNoQueriesAndNoTokens() {
        http.traces.put(TRACE, segments());
        http.get(TestingHttp.STATIC, "/api/v1/traces/t-1?wait-for=canary-query");
        http.get(TestingHttp.STATIC, "/api/v1/traces/t-1");
        http.send(http.as(TestingHttp.STATIC, "/api/v1/traces").POST(HttpRequest.BodyPublishers.ofString(LINK)));
        http.relay.answer = call -> FakeRelay.json(200, answer("[" + node(1) + "]"));
        http.graphql(TestingHttp.OURS, query());
        http.get("canary.wrong.token", "/api/v1/workflows");

        Awaitility.await().until(() -> http.audit.lines("request").size() == 4);
        assertThat(http.audit.text())
                .contains("t-1", "account:7")
                .doesNotContain("canary", "opened", TestingHttp.STATIC, TestingHttp.OURS, "nodes");
    }

    @Test
    void anAdministratorReadsWhatConcernsTheTenantPageByPage() {
        for (int i = 0; i < 3; i++) {
            http.get(TestingHttp.STATIC, "/api/v1/workflows");
        }

        JsonNode first = audit("?limit=2");
        assertThat(first.path("records")).hasSize(2);
        JsonNode second = audit("?since=" + first.path("next").longValue() + "&limit=1");
        assertThat(second.path("records")).hasSize(1);
        assertThat(second.path("records").get(0).path("tenant").stringValue()).isEqualTo("default");
        assertThat(audit("?since=2999-01-01T00:00:00Z").path("records")).isEmpty();
        assertThat(audit("?since=2020-01-01T00:00:00Z").path("records").size()).isGreaterThan(3);
        assertThat(http.get(TestingHttp.STATIC, "/tenants/default/audit?since=x")
                        .body())
                .contains("since_malformed");
        assertThat(http.get(TestingHttp.OURS, "/tenants/default/audit").statusCode())
                .isEqualTo(403);
        assertThat(http.get(TestingHttp.STATIC, "/tenants/foreign/audit").statusCode())
                .isEqualTo(404);
    }

    private JsonNode audit(String query) {
        HttpResponse<String> response = http.get(TestingHttp.STATIC, "/tenants/default/audit" + query);
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static List<Segment> segments() {
        return List.of(
                Segments.of(TRACE, 'a', new Payload.Opened(FakeOpener.SECRET)),
                Segments.of(TRACE, 'b', new Payload.NotForUs()));
    }

    private static String query() {
        return JsonMapper.shared()
                .writeValueAsString(JsonMapper.shared()
                        .createObjectNode()
                        .put("query", "{traceById(id:\"t\"){links{nodes{linkHash raw data}}}}"));
    }

    private static String answer(String nodes) {
        return "{\"data\":{\"traceById\":{\"links\":{\"nodes\":" + nodes + "}}}}";
    }

    private static String hash(int number) {
        return String.format("%064x", number + 1);
    }

    private static String node(int number) {
        return "{\"linkHash\":\"" + hash(number) + "\",\"raw\":{\"data\":\"AAAA\"},\"data\":null}";
    }

    /** Nodes of 1 KB each. */
    private static String padded(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"pad\":\"" + "x".repeat(1000) + "\"," + node(i).substring(1))
                .collect(Collectors.joining(","));
    }

    private Socket asking(String path) throws IOException {
        return asking("GET", path, "\r\n");
    }

    private Socket asking(String method, String path, String rest) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.api.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write((method + " " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestingHttp.STATIC
                                + "\r\n" + rest)
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static String rest(Socket socket) {
        StringBuilder rest = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n > 0;
                    n = socket.getInputStream().read(buffer)) {
                rest.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException reset) {
            rest.append("[reset]");
        }
        return rest.toString();
    }

    private JsonNode one(String type) {
        List<JsonNode> lines = http.audit.lines(type);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private static List<String> links(JsonNode line) {
        return line.path("links").valueStream().map(JsonNode::stringValue).toList();
    }

    /** Shows links as any module does: through its caller's sight. */
    private static final class ShowingModule implements RunningModule, Routes {

        @Override
        public List<Route> routes() {
            JsonNode any = JsonMapper.shared().createObjectNode();
            return List.of(new Route(
                    "GET",
                    "/shows/all",
                    new Description("Everything.", List.of(), Optional.empty(), any, List.of()),
                    request -> new Answer.Tree(JsonMapper.shared()
                            .createObjectNode()
                            .put(
                                    "shown",
                                    segments().stream()
                                            .flatMap(link -> request.caller().sight().of(link).stream())
                                            .count()))));
        }

        @Override
        public void close() {}
    }
}
