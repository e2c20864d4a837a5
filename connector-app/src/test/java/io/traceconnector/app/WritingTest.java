package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkBuilder;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.Recipient;
import io.traceconnector.chainscript.SignatureCheck;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Links that applications write through the whole connector, before a Trace that checks them. */
class WritingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRACES = "/api/v1/traces";

    @TempDir
    private static Path directory;

    private static TestingSandbox sandbox;
    private static TestingConnector connector;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), 100);
        connector = TestingConnector.start(sandbox, directory.resolve("connector"));
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        connector.close();
        sandbox.close();
    }

    @AfterEach
    void mend() throws Exception {
        sandbox.noFaults();
    }

    private static ObjectNode link(String note) {
        ObjectNode link = JsonLines.MAPPER.createObjectNode().put("action", "comment");
        link.putObject("data").put("note", note).set("amount", JsonLines.MAPPER.readTree("12.50"));
        return link;
    }

    private static String first(String note) {
        return link(note).put("workflow", "201").toString();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(
                request.header("Authorization", "Bearer " + TestingConnector.TOKEN)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(connector.api() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private static JsonNode get(String path) throws Exception {
        return json(send(HttpRequest.newBuilder(URI.create(connector.api() + path))));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonLines.MAPPER.readTree(response.body());
    }

    private static JsonNode created(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return json(response);
    }

    /** The link as Trace keeps it. */
    private static Link onTrace(String trace, String hash) throws Exception {
        HttpResponse<String> original = client.send(
                HttpRequest.newBuilder(URI.create(connector.api() + "/trace/graphql"))
                        .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                        .header("Connector-Raw", "original")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"query\":\"query($id:UUID!){traceById(id:$id){links(first:100){nodes{linkHash raw}}}}\",\"variables\":{\"id\":\""
                                        + trace + "\"}}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return json(original).path("data").path("traceById").path("links").path("nodes").values().stream()
                .filter(node -> node.path("linkHash").asString().equals(hash))
                .map(node -> LinkJson.read(node.path("raw")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPartnerVerifiesAndOpensWhatWasWritten() throws Exception {
        JsonNode written = created(post(TRACES, first("for all of us")));

        Link link =
                onTrace(written.path("trace").asString(), written.path("link").asString());

        assertThat(LinkHashing.of(link).hex()).isEqualTo(written.path("link").asString());
        assertThat(new LinkSignatures(new MessageSignatures(Algorithms.platform())).verify(link))
                .hasSize(1)
                .allMatch(SignatureCheck::valid);
        LinkData.Encrypted encrypted = (LinkData.Encrypted) LinkData.of(link);
        assertThat(encrypted.recipients()).hasSize(3);
        PrivateKeyPem partner = PrivateKeyPem.parse(Files.readAllBytes(sandbox.key("silkway-encryption.pem")));
        Recipient recipient = encrypted.recipients().stream()
                .filter(one -> one.fingerprint()
                        .equals(java.util.Optional.of(partner.publicKey().fingerprint())))
                .findFirst()
                .orElseThrow();
        Envelopes envelopes = new Envelopes(Algorithms.platform());
        byte[] plain = envelopes.openBlob(
                envelopes.unwrap(partner.key(), recipient.wrappedKey().toByteArray()),
                encrypted.blob().toByteArray());
        assertThat(new String(plain, StandardCharsets.UTF_8))
                .isEqualTo("{\"amount\":1.25E1,\"note\":\"for all of us\"}");
    }

    @Test
    void whatIsWrittenIsReadVerified() throws Exception {
        JsonNode written = created(post(TRACES, first("to be read")));
        created(post(
                TRACES + "/" + written.path("trace").asString() + "/links",
                link("second").toString()));

        JsonNode trace = get(TRACES + "/" + written.path("trace").asString());

        assertThat(trace.path("links")).hasSize(2).allSatisfy(link -> {
            assertThat(link.path("outcome").asString()).isEqualTo("opened");
            assertThat(link.path("verification").path("verified").asBoolean()).isTrue();
        });
        assertThat(trace.path("links").path(1).path("priority").asInt()).isEqualTo(2);
    }

    @Test
    void linksAddedAtTheSameTimeStandOneAfterAnother() throws Exception {
        String trace = created(post(TRACES, first("beginning"))).path("trace").asString();
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                String body = link("number " + i).put("workflow", "201").toString();
                String[] key = i % 2 == 0 ? new String[0] : new String[] {"Idempotency-Key", "k" + UUID.randomUUID()};
                answers.add(threads.submit(() -> post(TRACES + "/" + trace + "/links", body, key)));
            }
        }
        for (Future<HttpResponse<String>> answer : answers) {
            created(answer.get());
        }

        JsonNode links = get(TRACES + "/" + trace).path("links");

        assertThat(links).hasSize(21);
        for (int i = 1; i < links.size(); i++) {
            assertThat(links.path(i).path("parent")).isEqualTo(links.path(i - 1).path("hash"));
        }
    }

    @Test
    void theSameKeyGivesTheSameLink() throws Exception {
        String key = UUID.randomUUID().toString();
        JsonNode one = created(post(TRACES, first("once"), "Idempotency-Key", key));
        JsonNode again = created(post(TRACES, first("once"), "Idempotency-Key", key));
        HttpResponse<String> other = post(TRACES, first("another body"), "Idempotency-Key", key);

        assertThat(again).isEqualTo(one);
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).path("code").asString()).isEqualTo("idempotency_key_reused");
        assertThat(get(TRACES + "/" + one.path("trace").asString()).path("links"))
                .hasSize(1);
    }

    @Test
    void whatIsAcceptedWhileTraceIsAwayArrivesOnce() throws Exception {
        sandbox.fault("server-error", 1.0);
        HttpResponse<String> accepted = post(TRACES, first("later"), "Prefer", "respond-async, wait=1");
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String entry = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(get(entry).path("state").asString()).isNotEqualTo("done");

        sandbox.noFaults();

        await().atMost(PATIENCE).until(() -> get(entry).path("state").asString().equals("done"));
        assertThat(get(TRACES + "/" + get(entry).path("trace").asString()).path("links"))
                .hasSize(1);
    }

    @Test
    void whatTraceRefusesIsToldInItsWords() throws Exception {
        String body = first("not allowed").replace("comment", "order-confirmed");

        HttpResponse<String> refused = post(TRACES, body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(json(refused).path("code").asString()).isEqualTo("link_refused");
        assertThat(json(refused).path("traceMessage").asString()).contains("not in next actions");
    }

    @Test
    void aWorkflowThatIsNotThereIsNamed() throws Exception {
        HttpResponse<String> refused = post(TRACES, first("nowhere").replace("\"201\"", "\"299\""));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(404);
        assertThat(json(refused).path("code").asString()).isEqualTo("workflow_unknown");
    }

    @Test
    void changesHandsAndTags() throws Exception {
        String trace = created(post(TRACES, first("to go round"))).path("trace").asString();

        created(post(TRACES + "/" + trace + "/transfers", "{\"type\":\"push\",\"recipient\":\"supplier\"}"));
        created(post(TRACES + "/" + trace + "/transfers", "{\"type\":\"cancel\"}"));
        JsonNode tags = json(post(TRACES + "/" + trace + "/tags", "{\"add\":[\"a\",\"b\"],\"remove\":[\"b\"]}"));

        assertThat(tags.path("tags").toString()).isEqualTo("[\"a\"]");
        List<String> states = new ArrayList<>();
        get(TRACES + "/" + trace)
                .path("links")
                .forEach(link -> states.add(link.path("state").asString()));
        assertThat(states).containsExactly("OWNED", "PUSHING", "OWNED");
    }

    @Test
    void aBatchBeginsManyTraces() throws Exception {
        ObjectNode batch = JsonLines.MAPPER.createObjectNode();
        for (int i = 0; i < 10; i++) {
            batch.withArray("items").add(link("item " + i).put("workflow", "201"));
        }

        HttpResponse<String> response = post(TRACES, batch.toString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        HashSet<String> traces = new HashSet<>();
        json(response).path("items").forEach(item -> {
            assertThat(item.path("status").asInt()).isEqualTo(201);
            traces.add(item.path("trace").asString());
        });
        assertThat(traces).hasSize(10);
    }

    @Test
    void aPlainLinkThroughTheRelayIsSealed() throws Exception {
        ObjectNode metadata = JsonLines.MAPPER
                .createObjectNode()
                .put("configId", "4201")
                .put("groupId", "2010")
                .put("formId", "comment")
                .put("createdAt", "2026-01-02T03:04:05.006Z");
        Link draft = new LinkBuilder("201", UUID.randomUUID().toString())
                .priority(1)
                .degree(1)
                .state("OWNED")
                .action("comment")
                .metadata(metadata)
                .build();
        ObjectNode variables = JsonLines.MAPPER.createObjectNode();
        variables.set("l", LinkJson.tree(draft));
        variables.putObject("d").put("note", "through the relay");

        HttpResponse<String> response = connector.graphql(
                TestingConnector.TOKEN,
                "mutation($l:JSON!,$d:JSON){created:createLink(input:{link:$l,data:$d}){trace{rowId head{linkHash}}}}",
                variables.toString());

        JsonNode trace = json(response).path("data").path("created").path("trace");
        assertThat(trace.path("rowId").asString())
                .as(response.body())
                .isEqualTo(draft.meta().mapId());
        Link link = onTrace(
                draft.meta().mapId(), trace.path("head").path("linkHash").asString());
        assertThat(LinkData.of(link)).isInstanceOf(LinkData.Encrypted.class);
        assertThat(get(TRACES + "/" + draft.meta().mapId())
                        .path("links")
                        .path(0)
                        .path("data")
                        .toString())
                .isEqualTo("{\"note\":\"through the relay\"}");
    }

    @Test
    void aSearchWaitsForWhatWasWritten() throws Exception {
        for (int i = 0; i < 5; i++) {
            String word = "unmistakable" + UUID.randomUUID().toString().replace("-", "");
            JsonNode written = created(post(TRACES, first(word)));
            String fresh = "wait=20s&wait-for="
                    + URLEncoder.encode(written.path("position").asString(), StandardCharsets.UTF_8);

            assertThat(get("/api/v1/search?q=" + word + "&" + fresh)
                            .path("total")
                            .asInt())
                    .isEqualTo(1);
            assertThat(get(TRACES + "/" + written.path("trace").asString() + "?" + fresh)
                            .path("links"))
                    .hasSize(1);
        }
    }

    @Test
    void aFileGoesWithALinkAndComesBackToWhoMaySeeIt() throws Exception {
        HttpResponse<String> uploaded =
                send(HttpRequest.newBuilder(URI.create(connector.api() + "/api/v1/files?name=report.txt"))
                        .header("Content-Type", "text/plain")
                        .PUT(HttpRequest.BodyPublishers.ofString("what the report says")));
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(201);
        ObjectNode link = link("with a file").put("workflow", "201");
        ((ObjectNode) link.path("data")).set("report", json(uploaded));
        JsonNode written = created(post(TRACES, link.toString()));

        HttpResponse<String> back = send(HttpRequest.newBuilder(URI.create(connector.api()
                + "/api/v1/files/" + json(uploaded).path("digest").asString()
                + "?trace=" + written.path("trace").asString()
                + "&link=" + written.path("link").asString())));

        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(back.body()).isEqualTo("what the report says");
        assertThat(back.headers().firstValue("Content-Type")).contains("text/plain");
    }

    @Test
    void aChangedRecipientStopsWritingUntilItIsApproved() throws Exception {
        created(post(TRACES, first("pins the recipients")));
        try (TestingConnector other =
                TestingConnector.start(sandbox, directory.resolve("other"), "seal.remembered=0s")) {
            HttpRequest.Builder write = HttpRequest.newBuilder(URI.create(other.api() + TRACES));
            String body = first("again");
            assertThat(send(write.copy().POST(HttpRequest.BodyPublishers.ofString(body)))
                            .statusCode())
                    .isEqualTo(201);
            sandbox.fault("recipient-key-changed", 1.0);

            HttpResponse<String> refused = send(write.copy().POST(HttpRequest.BodyPublishers.ofString(body)));

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
            assertThat(json(refused).path("code").asString()).isIn("recipient_changed", "own_key_missing");
        }
    }
}
