package io.traceconnector.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkBuilder;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Form data and files of encrypted workflows, with a mark in every value, written in every way while everything goes wrong: no mark is ever in bytes that go
 * to Trace, in the log, in metrics, in errors or on disk, in clear or in base64.
 */
class CanaryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> FAULTS = List.of(
            "latency",
            "too-many-requests",
            "server-error",
            "garbage",
            "cut-connection",
            "expired-token",
            "duplicated-page",
            "out-of-order-page",
            "refused-cursor",
            "wrong-hash",
            "wrong-signature",
            "rewritten-link",
            "removed-link",
            "copied-ciphertext",
            "forged-signer",
            "recipient-key-changed");

    private static final String MARK = "canary-in-a-form-4711";
    private static final String NESTED = "canary-nested-deep-0815";
    private static final String NUMBER = "271828182845904523";
    private static final String IN_FILE = "canary-in-a-file-1234567890";

    @TempDir
    private Path directory;

    @TempDir
    private Path searched;

    private final HttpClient client = HttpClient.newHttpClient();
    private final LinkSignatures signatures = new LinkSignatures(new MessageSignatures(Algorithms.platform()));
    private TestingSandbox sandbox;
    private RecordingProxy proxy;
    private Process process;
    private Path log;
    private String api;
    private String management;

    @BeforeEach
    void start() throws Exception {
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), 100);
        proxy = new RecordingProxy(URI.create(sandbox.get("SANDBOX_TRACE_URL")), searched.resolve("upstream.bytes"));
        List<String> settings = TestingConnector.settings(searched);
        settings.addAll(List.of(
                "modules.search.enabled=false",
                "seal.remembered=0s",
                "outbox.settle=10s",
                "trace.url=" + proxy.through(sandbox.get("SANDBOX_TRACE_URL")),
                "trace.account-url=" + proxy.through(sandbox.get("SANDBOX_ACCOUNT_URL")),
                "trace.media-url=" + proxy.through(sandbox.get("SANDBOX_MEDIA_URL"))));
        log = searched.resolve("serve.log");
        process = ServeProcess.start(sandbox.configuration(), settings, log, Map.of("CONNECTOR_LOG_LEVEL", "DEBUG"));
        await().atMost(PATIENCE).until(() -> Files.readString(log).contains("the connector serves"));
        api = "http://127.0.0.1:" + ServeProcess.port(log, "port");
        management = "http://127.0.0.1:" + ServeProcess.port(log, "managementPort");
    }

    @AfterEach
    void stop() throws Exception {
        process.destroy();
        process.waitFor();
        proxy.close();
        sandbox.close();
        client.close();
    }

    @Test
    void noMarkIsEverSeen() throws Exception {
        String trace = writeWell();
        for (String fault : FAULTS) {
            sandbox.fault(fault, fault.equals("recipient-key-changed") ? 1.0 : 0.5);
            writeInEveryWay(trace);
            sandbox.noFaults();
        }
        smuggle();
        record("metrics", get(management + "/metrics"));
        record("readyz", get(management + "/readyz?verbose"));
        process.destroy();
        process.waitFor();

        FoundSecrets marks = new FoundSecrets(needles());
        try (Stream<Path> files = Files.walk(searched)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(marks.in(file)).as(file.toString()).isEmpty();
            }
        }
        String answers = Files.readString(searched.resolve("answers.txt"));
        assertThat(answers).contains("plaintext_refused", "mutation_refused", "recipient_changed", "link_not_signed");
        assertThat(answers.split("\"status\":20[12]", -1))
                .as("links that were written or accepted")
                .hasSizeGreaterThan(16);
        Path control = Files.writeString(
                directory.resolve("control"),
                form() + Base64.getEncoder().encodeToString(("x" + form()).getBytes(UTF_8)));
        assertThat(marks.in(control)).as("the search itself works").hasSizeGreaterThan(3);
    }

    /** What is written while nothing is wrong arrives, and opens. */
    private String writeWell() throws Exception {
        JsonNode written = JsonLines.MAPPER.readTree(post("/api/v1/traces", link()));
        assertThat(written.path("status").asInt()).as(written.toString()).isEqualTo(201);
        String trace = written.path("trace").asString();
        assertThat(get(api + "/api/v1/traces/" + trace)).contains(MARK, NESTED, NUMBER);
        return trace;
    }

    private void writeInEveryWay(String trace) throws Exception {
        String key = UUID.randomUUID().toString();
        String links = "/api/v1/traces/" + trace + "/links";
        atOnce(
                () -> post("/api/v1/traces", link(), "Prefer", "wait=1"),
                () -> post(links, item(false), "Idempotency-Key", key, "Prefer", "wait=1"),
                () -> post(links, item(false), "Idempotency-Key", key, "Prefer", "wait=1"),
                () -> post("/api/v1/traces", "{\"items\":[" + link() + "]}", "Prefer", "respond-async"),
                () -> graphql(draft(false), form()),
                this::file);
    }

    @SafeVarargs
    private void atOnce(Callable<String>... requests) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : threads.invokeAll(List.of(requests))) {
                record("answer", answer.get());
            }
        }
    }

    /** By every trick: each is refused, or what goes to Trace is sealed. */
    private void smuggle() throws Exception {
        Link plain = draft(false);
        MessageSignatures messages = new MessageSignatures(Algorithms.platform());
        var own = messages.signer(PrivateKeyPem.generate(KeySpec.ED25519));
        Link withData = draft(true);
        List<JsonNode> links = new ArrayList<>(
                List.of(LinkJson.tree(plain), LinkJson.tree(withData), LinkJson.tree(signatures.sign(withData, own))));
        ObjectNode unknown = (ObjectNode) LinkJson.tree(plain);
        unknown.set("form", form());
        links.add(unknown);
        ObjectNode metadata = (ObjectNode) LinkJson.tree(plain);
        ((ObjectNode) metadata.path("meta"))
                .put(
                        "data",
                        Base64.getEncoder().encodeToString(form().toString().getBytes(UTF_8)));
        links.add(metadata);
        links.add(LinkJson.tree(signatures.sign(LinkJson.read(metadata), own)));
        ObjectNode broken = (ObjectNode) LinkJson.tree(signatures.sign(plain, own));
        links.add(broken.put(
                "data", Base64.getEncoder().encodeToString(form().toString().getBytes(UTF_8))));
        for (JsonNode link : links) {
            for (String document : List.of(
                    "mutation($l:JSON!,$d:JSON){createLink(input:{link:$l,data:$d}){trace{rowId}}}",
                    "mutation($l:JSON!,$d:JSON){a:createLinks(input:[{link:$l,data:$d}]){links{traceId}}}",
                    "mutation($l:JSON!,$d:JSON){...F} fragment F on Mutation{x:createLink(input:{link:$l,notify:{data:$d}}){trace{rowId}}}",
                    "mutation A($l:JSON!){createLink(input:{link:$l}){trace{rowId}}} query B{workflows(name:\"" + MARK
                            + "\"){nodes{rowId}}}",
                    "mutation($l:JSON!,$d:JSON){initAttestationLink(traceId:\"x\",formData:$d){link} createLink(input:{link:$l}){trace{rowId}}}",
                    "mutation($l:JSON!,$u:JSON=\"" + MARK + "\"){createLink(input:{link:$l}){trace{rowId}}}")) {
                record("smuggled", graphql(document, link, form()));
            }
        }
        record("query", graphql("{myAccount{rowId}} # " + MARK, MARK_NODE, form()));
        record("malformed", post("/api/v1/traces", link().replace("}}", "}")));
        record("unknown member", post("/api/v1/traces", "{\"workflow\":\"201\",\"formular\":" + form() + "}"));
        record(
                "unknown group",
                post("/api/v1/traces", link().replace("\"action\"", "\"group\":\"nobody\",\"action\"")));
    }

    private static final JsonNode MARK_NODE = JsonLines.MAPPER.valueToTree(MARK);

    private static ObjectNode form() {
        ObjectNode form = JsonLines.MAPPER.createObjectNode().put("note", MARK);
        form.putObject("deep").putArray("list").addObject().put("text", NESTED);
        form.set("number", JsonLines.MAPPER.readTree(NUMBER));
        return form;
    }

    private static String item(boolean first) {
        ObjectNode item = JsonLines.MAPPER.createObjectNode();
        if (first) {
            item.put("workflow", "201");
        }
        item.put("action", "comment").set("data", form());
        return item.toString();
    }

    private static String link() {
        return item(true);
    }

    private static Link draft(boolean data) {
        ObjectNode metadata = JsonLines.MAPPER
                .createObjectNode()
                .put("configId", "4201")
                .put("groupId", "2010")
                .put("formId", "comment");
        LinkBuilder draft = new LinkBuilder("201", UUID.randomUUID().toString())
                .priority(1)
                .degree(1)
                .state("OWNED")
                .action("comment")
                .metadata(metadata);
        return data ? draft.data(form()).build() : draft.build();
    }

    private String graphql(Link link, JsonNode data) throws Exception {
        return graphql(
                "mutation($l:JSON!,$d:JSON){createLink(input:{link:$l,data:$d}){trace{rowId}}}",
                LinkJson.tree(link),
                data);
    }

    private String graphql(String document, JsonNode link, JsonNode data) throws Exception {
        ObjectNode body = JsonLines.MAPPER.createObjectNode().put("query", document);
        ObjectNode variables = body.putObject("variables");
        variables.set("l", link);
        variables.set("d", data);
        variables.set("undeclared", form());
        if (document.startsWith("mutation A")) {
            body.put("operationName", "A");
        }
        return post("/trace/graphql", body.toString());
    }

    private String file() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/api/v1/files?name=report.txt"))
                .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                .header("Content-Type", "text/plain")
                .PUT(HttpRequest.BodyPublishers.ofString(IN_FILE.repeat(1000)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private String post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path))
                .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String get(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private void record(String name, String answer) throws IOException {
        Files.writeString(
                searched.resolve("answers.txt"),
                name + "\n" + answer + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Every mark in clear, in base64 wherever it may begin in its block, and in base64 of that. */
    private static Map<String, String> needles() {
        Map<String, String> needles = new LinkedHashMap<>();
        for (String mark : List.of(MARK, NESTED, NUMBER, IN_FILE)) {
            needles.put(mark, mark);
            for (int shift = 0; shift < 3; shift++) {
                String once = core(mark, shift);
                needles.put(mark + " in base64 " + shift, once);
                for (int again = 0; again < 3; again++) {
                    needles.put(mark + " in base64 twice " + shift + again, core(once, again));
                }
            }
        }
        return needles;
    }

    /** What stands for a text in base64 whatever stands around it. */
    private static String core(String text, int shift) {
        byte[] padded = ("x".repeat(shift) + text).getBytes(UTF_8);
        String whole = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int from = shift == 0 ? 0 : shift + 1;
        int to = padded.length / 3 * 4;
        return whole.substring(from, to);
    }
}
