package io.traceconnector.sandbox.faults;

import static io.traceconnector.sandbox.SandboxClient.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkHash;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PublicKeyPem;
import io.traceconnector.chainscript.SignatureCheck;
import io.traceconnector.sandbox.RunningSandbox;
import io.traceconnector.sandbox.SandboxClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FaultsApiTest {

    private static final String LINKS = """
            query($after: Cursor, $first: Int) { workflowByRowId(rowId: 201) { links(after: $after, first: $first) {
              totalCount nodes { linkHash raw } edges { cursor } pageInfo { endCursor hasNextPage } } } }""";

    @TempDir
    private static Path directory;

    private static RunningSandbox sandbox;
    private static SandboxClient ours;
    private static String url;
    private static List<Served> stored;

    /** A link as it was served. */
    private record Served(String hash, Link link) {

        boolean hashFits() {
            return LinkHashing.of(link).equals(LinkHash.ofHex(hash));
        }

        List<SignatureCheck> signatures() {
            return new LinkSignatures(new MessageSignatures(Algorithms.platform())).verify(link);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        sandbox = RunningSandbox.start(directory, "--links", "120");
        ours = sandbox.client("meridian");
        url = sandbox.value("SANDBOX_FAULTS_URL");
        stored = page(0, 100);
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.close();
    }

    @AfterEach
    void switchAllOff() throws Exception {
        assertThat(SandboxClient.send("DELETE", url, "").statusCode()).isEqualTo(200);
        assertThat(page(0, 100)).isEqualTo(stored);
    }

    @Test
    void listsWhatIsOnAndWhatThereIs() throws Exception {
        switchOn(Map.of("name", "latency", "rate", 0.5, "count", 3, "seed", 9, "millis", 20));
        SandboxClient.send("PUT", url + "/wrong-hash", Map.of("rate", 0.25));
        JsonNode list = JSON.readTree(SandboxClient.get(url, "").body());
        assertThat(list.path("on"))
                .extracting(on -> on.path("name").asString())
                .containsExactly("latency", "wrong-hash");
        assertThat(list.at("/on/0/count").asInt()).isEqualTo(3);
        assertThat(list.path("names")).hasSize(19);
        SandboxClient.send("DELETE", url + "/latency", "");
        assertThat(JSON.readTree(SandboxClient.get(url, "").body()).path("on").size())
                .isEqualTo(1);
    }

    @Test
    void refusesUnknownNamesAndBadValuesWithTheListOfNames() throws Exception {
        HttpResponse<String> unknown = SandboxClient.send("PUT", url, Map.of("name", "earthquake"));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("too-many-requests", "recipient-key-changed");
        for (Map<String, ?> wrong : List.of(
                Map.of("rate", 0.5),
                Map.of("name", "latency", "rate", 1.5),
                Map.of("name", "latency", "rate", "often"),
                Map.of("name", "latency", "count", -1),
                Map.of("name", "latency", "count", 1.5),
                Map.of("name", "latency", "millis", 1_000_000),
                Map.of("name", "latency", "often", true))) {
            assertThat(SandboxClient.send("PUT", url, wrong).statusCode())
                    .as(wrong.toString())
                    .isEqualTo(400);
        }
        assertThat(SandboxClient.send("DELETE", url + "/earthquake", "").statusCode())
                .isEqualTo(400);
        assertThat(JSON.readTree(SandboxClient.get(url, "").body()).path("on").size())
                .isZero();
    }

    @Test
    void strikesRequestsAsOftenAsItMay() throws Exception {
        switchOn(Map.of("name", "too-many-requests", "count", 2));
        HttpResponse<String> throttled = links();
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("1");
        assertThat(links().statusCode()).isEqualTo(429);
        assertThat(links().statusCode()).isEqualTo(200);
    }

    @Test
    void failsGarblesAndDelaysRequests() throws Exception {
        switchOn(Map.of("name", "server-error", "count", 3));
        Set<Integer> errors = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            errors.add(links().statusCode());
        }
        assertThat(errors).containsExactlyInAnyOrder(500, 502, 503);
        switchOn(Map.of("name", "garbage", "count", 1));
        HttpResponse<String> garbage = links();
        assertThat(garbage.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> JSON.readTree(garbage.body())).isInstanceOf(tools.jackson.core.JacksonException.class);
        switchOn(Map.of("name", "latency", "count", 1, "millis", 1_000));
        assertThatThrownBy(() -> SandboxClient.send(
                        SandboxClient.request(sandbox.value("SANDBOX_ACCOUNT_URL") + "/info", ours.token())
                                .timeout(Duration.ofMillis(200))))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(links().statusCode()).isEqualTo(200);
        JsonNode latency = JSON.readTree(SandboxClient.get(url, "").body()).at("/on/0");
        assertThat(latency.path("name").asString()).isEqualTo("latency");
        assertThat(latency.path("struck").asInt()).isEqualTo(1);
    }

    @Test
    void cutsConnectionsInTheMiddleOfAnswersLongAndShort() throws Exception {
        switchOn(Map.of("name", "cut-connection", "count", 2));
        assertThatThrownBy(FaultsApiTest::links).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ours.post("{me{rowId}}", Map.of())).isInstanceOf(IOException.class);
        assertThat(links().statusCode()).isEqualTo(200);
    }

    @Test
    void refusesGoodTokensAsExpired() throws Exception {
        switchOn(Map.of("name", "expired-token", "count", 1));
        HttpResponse<String> refused = links();
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("token expired");
    }

    @Test
    void servesAPageTwiceAndPagesBackwards() throws Exception {
        switchOn(Map.of("name", "duplicated-page", "count", 1));
        assertThat(page(10, 10)).isEqualTo(stored.subList(0, 20));
        switchOn(Map.of("name", "out-of-order-page", "count", 1));
        assertThat(page(0, 10)).isEqualTo(stored.subList(0, 10).reversed());
        switchOn(Map.of("name", "refused-cursor", "count", 1));
        assertThat(page(0, 10)).hasSize(10);
        assertThat(ours.refusal(LINKS, Map.of("first", 10, "after", cursor(10))))
                .contains("cursor");
        assertThat(page(10, 10)).isEqualTo(stored.subList(10, 20));
    }

    @Test
    void statesAHashThatDoesNotFit() throws Exception {
        switchOn(Map.of("name", "wrong-hash"));
        assertThat(page(0, 100)).hasSameSizeAs(stored).noneMatch(Served::hashFits);
    }

    @Test
    void altersSignaturesUnderAFittingHash() throws Exception {
        switchOn(Map.of("name", "wrong-signature"));
        assertThat(page(0, 100))
                .allMatch(Served::hashFits)
                .allSatisfy(
                        served -> assertThat(served.signatures()).isNotEmpty().noneMatch(SignatureCheck::valid));
    }

    @Test
    void rewritesContentUnderTheOldSignatures() throws Exception {
        switchOn(Map.of("name", "rewritten-link"));
        List<Served> rewritten = page(0, 100);
        for (int i = 0; i < stored.size(); i++) {
            assertThat(rewritten.get(i).hashFits()).isTrue();
            assertThat(rewritten.get(i).link().signatures())
                    .isEqualTo(stored.get(i).link().signatures());
            assertThat(rewritten.get(i).signatures()).noneMatch(SignatureCheck::valid);
        }
    }

    @Test
    void leavesLinksOutOfPagesButNotOutOfTheTotal() throws Exception {
        switchOn(Map.of("name", "removed-link", "rate", 0.3, "seed", 4));
        List<Served> left = page(0, 100);
        assertThat(left).hasSizeBetween(1, stored.size() - 1).isSubsetOf(stored);
        assertThat(page(0, 100)).isEqualTo(left);
        assertThat(ours.query(LINKS, Map.of("first", 1))
                        .at("/workflowByRowId/links/totalCount")
                        .asInt())
                .isEqualTo(stored.size());
    }

    @Test
    void signsByAKeyOfNoAccount() throws Exception {
        switchOn(Map.of("name", "forged-signer"));
        List<Served> forged = page(0, 100);
        for (int i = 0; i < stored.size(); i++) {
            assertThat(forged.get(i).hashFits()).isTrue();
            assertThat(forged.get(i).link().data())
                    .isEqualTo(stored.get(i).link().data());
            SignatureCheck check = forged.get(i).signatures().getFirst();
            assertThat(check.valid()).isTrue();
            assertThat(check.key())
                    .isNotEqualTo(stored.get(i).signatures().getFirst().key());
        }
    }

    @Test
    void givesALinkTheCiphertextOfAnother() throws Exception {
        switchOn(Map.of("name", "copied-ciphertext"));
        List<Served> copied = page(0, 100);
        for (int i = 1; i < stored.size(); i++) {
            assertThat(copied.get(i).hashFits()).isTrue();
            assertThat(copied.get(i).link().data())
                    .isEqualTo(stored.get(i - 1).link().data());
            assertThat(copied.get(i).link().meta().mapId())
                    .isEqualTo(stored.get(i).link().meta().mapId());
            assertThat(copied.get(i).signatures().getFirst().valid()).isTrue();
        }
    }

    @Test
    void givesOutAnotherEncryptionKey() throws Exception {
        String query = "{workflowByRowId(rowId:201){groups{nodes{owner{encryptionKey{rowId publicKey}}}}}}";
        JsonNode before = ours.query(query);
        switchOn(Map.of("name", "recipient-key-changed"));
        JsonNode after = ours.query(query);
        for (int i = 0; i < 3; i++) {
            String key = "/workflowByRowId/groups/nodes/" + i + "/owner/encryptionKey";
            assertThat(after.at(key + "/rowId")).isEqualTo(before.at(key + "/rowId"));
            assertThat(after.at(key + "/publicKey")).isNotEqualTo(before.at(key + "/publicKey"));
        }
    }

    @Test
    void leavesOutWhatALinkIsEncryptedFor() throws Exception {
        String query = "{workflowByRowId(rowId:201){groups{nodes{owner{rowId encryptionKey{publicKey}}}}}}";
        switchOn(Map.of("name", "recipient-key-missing"));
        JsonNode group = ours.query(query).at("/workflowByRowId/groups/nodes/0/owner");
        assertThat(group.path("rowId").isMissingNode()).isFalse();
        assertThat(group.path("encryptionKey").isNull()).isTrue();
        SandboxClient.send("DELETE", url, "");
        switchOn(Map.of("name", "recipient-key-malformed"));
        String key = ours.query(query)
                .at("/workflowByRowId/groups/nodes/0/owner/encryptionKey/publicKey")
                .asString();
        assertThatThrownBy(() -> PublicKeyPem.parse(key)).isInstanceOf(FormatException.class);
        switchOn(Map.of("name", "groups-missing"));
        assertThat(ours.query(query).at("/workflowByRowId/groups/nodes").size()).isZero();
    }

    @Test
    void strikesTheSameLinksForTheSameSeed() throws Exception {
        Set<List<Served>> outcomes = new HashSet<>();
        for (int seed : new int[] {1, 1, 2}) {
            switchOn(Map.of("name", "wrong-hash", "rate", 0.5, "seed", seed));
            outcomes.add(page(0, 100));
        }
        assertThat(outcomes).hasSize(2);
    }

    private static void switchOn(Map<String, ?> fault) throws Exception {
        HttpResponse<String> answer = SandboxClient.send("PUT", url, fault);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static HttpResponse<String> links() throws Exception {
        return ours.post(LINKS, Map.of("first", 50));
    }

    private static List<Served> page(int after, int first) throws Exception {
        List<Served> links = new ArrayList<>();
        JsonNode page = ours.query(LINKS, Map.of("first", first, "after", after == 0 ? "" : cursor(after)));
        page.at("/workflowByRowId/links/nodes")
                .forEach(node ->
                        links.add(new Served(node.path("linkHash").asString(), LinkJson.read(node.path("raw")))));
        return links;
    }

    private static String cursor(int place) {
        return java.util.Base64.getEncoder()
                .encodeToString(("[\"natural\"," + place + "]").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
