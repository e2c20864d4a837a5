package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.Operation;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.SignedMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The main job on real sockets: a sandbox Trace, a connector in front of it, an application that asks. */
class EndToEndTest {

    private static final int LINKS = 400;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PAGE = "query($id: BigInt!, $after: Cursor){workflowByRowId(rowId:$id){"
            + "links(first:50, after:$after){nodes{linkHash raw data} pageInfo{hasNextPage endCursor}}}}";

    @TempDir
    private static Path sandboxDirectory;

    private static TestingSandbox sandbox;

    @TempDir
    private Path directory;

    @BeforeAll
    static void fill() throws IOException, InterruptedException {
        sandbox = TestingSandbox.start(sandboxDirectory, LINKS);
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    @AfterEach
    void mend() throws IOException, InterruptedException {
        sandbox.noFaults();
    }

    @Test
    void findsEveryLinkForUsExactlyOnce() throws Exception {
        try (TestingConnector connector = TestingConnector.start(sandbox, directory)) {
            awaitAll(connector);

            List<String> hashes = connector.everyHash();
            assertThat(hashes).doesNotHaveDuplicates().hasSize(sandbox.linksForUs());
            JsonNode all = connector.search("*:*", 1, Optional.empty());
            assertThat(all.path("total").longValue()).isEqualTo(sandbox.linksForUs());
            JsonNode verified = connector.search("link.verified:true", 1, Optional.empty());
            assertThat(verified.path("total").longValue()).isEqualTo(sandbox.linksForUs());
            assertThat(connector.manage("/readyz?verbose"))
                    .contains(
                            "\"name\":\"crypto\"",
                            "rsa-unwrap="
                                    + CryptoProviders.choose().algorithms().provider(Operation.RSA_UNWRAP));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "recipient-key-changed"
            })
    void findsTheSameAfterAFaultIsOver(String fault) throws Exception {
        sandbox.fault(fault, 0.3);
        try (TestingConnector connector = TestingConnector.start(sandbox, directory)) {
            awaitSomething(connector);
            sandbox.noFaults();
            awaitAll(connector);

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(total(connector, "link.verified:true")).isEqualTo(sandbox.linksForUs()));
            assertThat(connector.everyHash()).doesNotHaveDuplicates().hasSize(sandbox.linksForUs());
        }
    }

    @Test
    void findsTheSameAfterBeingKilledWhileSynchronising() throws Exception {
        Set<Long> seen = new TreeSet<>();
        for (int delay : new int[] {2500, 3500, 5000}) {
            Process process = ServeProcess.start(
                    sandbox.configuration(),
                    TestingConnector.settings(directory),
                    directory.resolve("serve.log"),
                    Map.of());
            Thread.sleep(delay);
            seen.add(process.pid());
            process.destroyForcibly().waitFor();
        }
        assertThat(seen).hasSize(3);

        try (TestingConnector connector = TestingConnector.start(sandbox, directory)) {
            awaitAll(connector);

            assertThat(connector.everyHash()).doesNotHaveDuplicates().hasSize(sandbox.linksForUs());
        }
    }

    @Test
    void deliversLinksThatStayedClosedWhenTheirKeyIsAdded() throws Exception {
        String key = ours("encryption").getFirst().toString();
        try (TestingConnector connector = TestingConnector.start(
                sandbox, directory, "organisations.meridian.decryption-keys=[{file: " + key + "}]")) {
            await().atMost(PATIENCE).until(connector::synchronised);
            assertThat(total(connector, "*:*")).isPositive().isLessThan(sandbox.linksForUs());
        }

        try (TestingConnector connector = TestingConnector.start(sandbox, directory)) {
            awaitAll(connector);

            assertThat(connector.everyHash()).doesNotHaveDuplicates().hasSize(sandbox.linksForUs());
        }
    }

    @Test
    void opensLinksInsideRelayedAnswers() throws Exception {
        try (TestingConnector connector = TestingConnector.start(sandbox, directory)) {
            JsonNode answer = page(connector, TestingConnector.TOKEN);

            List<JsonNode> opened =
                    nodes(answer).stream().filter(EndToEndTest::isOpen).toList();
            assertThat(opened).isNotEmpty();
            assertThat(opened).allSatisfy(node -> {
                byte[] data =
                        Base64.getDecoder().decode(node.path("raw").path("data").stringValue());
                assertThat(JsonLines.MAPPER.readTree(data)).isEqualTo(node.path("data"));
            });
            int closed = nodes(answer).size() - opened.size();
            assertThat(answer.path("extensions")
                            .path("connector")
                            .path("closed")
                            .size())
                    .isEqualTo(closed);
        }
    }

    @Test
    void showsAPartnerNothingThatWasOpenedForUs() throws Exception {
        try (TestingConnector connector = TestingConnector.start(sandbox, directory)) {
            awaitAll(connector);
            page(connector, TestingConnector.TOKEN);

            for (Path key : partners()) {
                HttpResponse<String> answer =
                        connector.graphql(login(key), PAGE, "{\"id\":\"" + sandbox.get("WORKFLOW_ID") + "\"}");
                // Not one of our accounts: not admitted at all.
                assertThat(answer.statusCode()).as(key.toString()).isEqualTo(403);
                assertThat(answer.body()).doesNotContain("linkHash");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ a: myAccount { k: signingKey { p: privateKey { d: decrypted } } } }",
                "{ workflowByRowId(rowId: 201) { account { signingKey { privateKey { decrypted } } } } }",
                "query Q { ...F } fragment F on Query { me { account { signingKey { x: privateKey { decrypted } } } } }",
                "{ workflowByRowId(rowId: 201) { groups { nodes { owner { ...K } } } } }"
                        + " fragment K on Account_Account { signingKey { z: privateKey { decrypted } } }"
            })
    void neverLendsTheSessionToAPrivateKey(String document) throws Exception {
        try (TestingConnector connector = TestingConnector.start(sandbox, directory)) {
            HttpResponse<String> answer = connector.graphql(TestingConnector.TOKEN, document, "{}");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("BEGIN");
        }
    }

    @Test
    void refusesWhoHasNoCredential() throws Exception {
        try (TestingConnector connector = TestingConnector.start(sandbox, directory);
                HttpClient client = HttpClient.newHttpClient()) {
            awaitAll(connector);
            for (String path :
                    List.of("/api/v1/search?q=*:*", "/api/v1/workflows", "/trace/graphql", "/account/info")) {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create(connector.api() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path).isIn(401, 405);
            }
        }
    }

    private static JsonNode page(TestingConnector connector, String token) throws Exception {
        HttpResponse<String> answer = connector.graphql(token, PAGE, "{\"id\":\"" + sandbox.get("WORKFLOW_ID") + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonLines.MAPPER.readTree(answer.body());
    }

    private static List<JsonNode> nodes(JsonNode answer) {
        List<JsonNode> nodes = new ArrayList<>();
        answer.path("data").path("workflowByRowId").path("links").path("nodes").forEach(nodes::add);
        return nodes;
    }

    private static boolean isOpen(JsonNode node) {
        String data = node.path("raw").path("data").asString("");
        return !data.isEmpty()
                && !JsonLines.MAPPER.readTree(Base64.getDecoder().decode(data)).isString();
    }

    private static List<Path> ours(String use) throws IOException {
        return keys(name -> name.startsWith("meridian") && name.contains(use));
    }

    private static List<Path> partners() throws IOException {
        return keys(name -> !name.startsWith("meridian") && name.endsWith("-signing.pem"));
    }

    private static List<Path> keys(Predicate<String> wanted) throws IOException {
        try (var files = Files.list(sandbox.key("."))) {
            List<Path> found = files.filter(
                            file -> wanted.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static String login(Path key) throws Exception {
        long now = System.currentTimeMillis() / 1000;
        SignedMessage message = SignedMessage.sign(
                ("{\"iat\":" + now + ",\"exp\":" + (now + 300) + "}").getBytes(StandardCharsets.UTF_8),
                new MessageSignatures(Algorithms.platform()).signer(PrivateKeyPem.parse(Files.readAllBytes(key))));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(sandbox.get("SANDBOX_ACCOUNT_URL") + "/login"))
                            .header("Authorization", "Bearer " + message.bearerToken())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return JsonLines.MAPPER.readTree(answer.body()).path("token").stringValue();
        }
    }

    /** Waits until a page or more was taken, so that the fault has been met; a fault may keep everything away. */
    private static void awaitSomething(TestingConnector connector) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        while (System.nanoTime() < deadline && total(connector, "*:*") < sandbox.linksForUs() / 2) {
            Thread.sleep(100);
        }
    }

    private static void awaitAll(TestingConnector connector) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(total(connector, "*:*")).isEqualTo(sandbox.linksForUs()));
    }

    private static long total(TestingConnector connector, String query) throws InterruptedException {
        try {
            return connector.search(query, 0, Optional.empty()).path("total").longValue();
        } catch (CommandException e) {
            // Search is still starting.
            return -1;
        }
    }
}
