package io.traceconnector.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
            "recipient-key-changed",
            "recipient-key-missing",
            "recipient-key-malformed",
            "groups-missing");

    @TempDir
    private Path directory;

    @TempDir
    private Path searched;

    private final LinkSignatures signatures = new LinkSignatures(new MessageSignatures(Algorithms.platform()));
    private Canary canary;

    @BeforeEach
    void start() throws Exception {
        canary = new Canary(directory, searched);
    }

    @AfterEach
    void stop() throws Exception {
        canary.close();
    }

    @Test
    void noMarkIsEverSeen() throws Exception {
        String trace = writeWell();
        for (String fault : FAULTS) {
            canary.sandbox()
                    .fault(fault, fault.startsWith("recipient-key") || fault.equals("groups-missing") ? 1.0 : 0.5);
            writeInEveryWay(trace);
            canary.sandbox().noFaults();
        }
        smuggle();
        assertThat(canary.seen()).isEmpty();
        String answers = Files.readString(searched.resolve("answers.txt"));
        assertThat(answers).contains("plaintext_refused", "mutation_refused", "recipient_changed", "link_not_signed");
        assertThat(answers.split("\"status\":20[12]", -1))
                .as("links that were written or accepted")
                .hasSizeGreaterThan(16);
        Path control = Files.writeString(
                directory.resolve("control"),
                Canary.form() + Base64.getEncoder().encodeToString(("x" + Canary.form()).getBytes(UTF_8)));
        assertThat(new FoundSecrets(Canary.needles()).in(control))
                .as("the search itself works")
                .hasSizeGreaterThan(3);
    }

    /** What is written while nothing is wrong arrives, and opens. */
    private String writeWell() throws Exception {
        JsonNode written = JsonLines.MAPPER.readTree(canary.post("/api/v1/traces", Canary.link()));
        assertThat(written.path("status").asInt()).as(written.toString()).isEqualTo(201);
        String trace = written.path("trace").asString();
        assertThat(canary.read("/api/v1/traces/" + trace)).contains(Canary.MARK, Canary.NESTED, Canary.NUMBER);
        return trace;
    }

    private void writeInEveryWay(String trace) throws Exception {
        String key = UUID.randomUUID().toString();
        String links = "/api/v1/traces/" + trace + "/links";
        atOnce(
                () -> canary.post("/api/v1/traces", Canary.link(), "Prefer", "wait=1"),
                () -> canary.post(links, Canary.item(false), "Idempotency-Key", key, "Prefer", "wait=1"),
                () -> canary.post(links, Canary.item(false), "Idempotency-Key", key, "Prefer", "wait=1"),
                () -> canary.post("/api/v1/traces", "{\"items\":[" + Canary.link() + "]}", "Prefer", "respond-async"),
                () -> canary.graphql(Canary.draft(false), Canary.form()),
                canary::file);
    }

    @SafeVarargs
    private void atOnce(Callable<String>... requests) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : threads.invokeAll(List.of(requests))) {
                canary.record("answer", answer.get());
            }
        }
    }

    /** By every trick: each is refused, or what goes to Trace is sealed. */
    private void smuggle() throws Exception {
        Link plain = Canary.draft(false);
        MessageSignatures messages = new MessageSignatures(Algorithms.platform());
        var own = messages.signer(PrivateKeyPem.generate(KeySpec.ED25519));
        Link withData = Canary.draft(true);
        List<JsonNode> links = new ArrayList<>(
                List.of(LinkJson.tree(plain), LinkJson.tree(withData), LinkJson.tree(signatures.sign(withData, own))));
        ObjectNode unknown = (ObjectNode) LinkJson.tree(plain);
        unknown.set("form", Canary.form());
        links.add(unknown);
        ObjectNode metadata = (ObjectNode) LinkJson.tree(plain);
        ((ObjectNode) metadata.path("meta"))
                .put(
                        "data",
                        Base64.getEncoder()
                                .encodeToString(Canary.form().toString().getBytes(UTF_8)));
        links.add(metadata);
        links.add(LinkJson.tree(signatures.sign(LinkJson.read(metadata), own)));
        ObjectNode broken = (ObjectNode) LinkJson.tree(signatures.sign(plain, own));
        links.add(broken.put(
                "data",
                Base64.getEncoder().encodeToString(Canary.form().toString().getBytes(UTF_8))));
        for (JsonNode link : links) {
            for (String document : List.of(
                    "mutation($l:JSON!,$d:JSON){createLink(input:{link:$l,data:$d}){trace{rowId}}}",
                    "mutation($l:JSON!,$d:JSON){a:createLinks(input:[{link:$l,data:$d}]){links{traceId}}}",
                    "mutation($l:JSON!,$d:JSON){...F} fragment F on Mutation{x:createLink(input:{link:$l,notify:{data:$d}}){trace{rowId}}}",
                    "mutation A($l:JSON!){createLink(input:{link:$l}){trace{rowId}}} query B{workflows(name:\""
                            + Canary.MARK + "\"){nodes{rowId}}}",
                    "mutation($l:JSON!,$d:JSON){initAttestationLink(traceId:\"x\",formData:$d){link} createLink(input:{link:$l}){trace{rowId}}}",
                    "mutation($l:JSON!,$u:JSON=\"" + Canary.MARK + "\"){createLink(input:{link:$l}){trace{rowId}}}")) {
                canary.record("smuggled", canary.graphql(document, link, Canary.form()));
            }
        }
        canary.record("query", canary.graphql("{myAccount{rowId}} # " + Canary.MARK, MARK_NODE, Canary.form()));
        canary.record("malformed", canary.post("/api/v1/traces", Canary.link().replace("}}", "}")));
        canary.record(
                "unknown member",
                canary.post("/api/v1/traces", "{\"workflow\":\"201\",\"formular\":" + Canary.form() + "}"));
        canary.record(
                "unknown group",
                canary.post("/api/v1/traces", Canary.link().replace("\"action\"", "\"group\":\"nobody\",\"action\"")));
    }

    private static final JsonNode MARK_NODE = JsonLines.MAPPER.valueToTree(Canary.MARK);
}
