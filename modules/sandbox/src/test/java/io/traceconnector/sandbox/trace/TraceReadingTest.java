package io.traceconnector.sandbox.trace;

import static io.traceconnector.sandbox.SandboxClient.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.chainscript.LinkHash;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.sandbox.RunningSandbox;
import io.traceconnector.sandbox.SandboxClient;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TraceReadingTest {

    private static final String PAGE = """
            query($id: BigInt!, $after: Cursor, $limit: Int!) { workflowByRowId(rowId: $id) { id name
              links(after: $after, first: $limit) { totalCount pageInfo { hasNextPage endCursor }
                edges { cursor node { linkHash prevLinkHash raw data traceId } } } } }""";

    @TempDir
    private static Path directory;

    private static RunningSandbox sandbox;
    private static SandboxClient ours;

    @BeforeAll
    static void start() throws Exception {
        sandbox = RunningSandbox.start(directory, "--links", "400");
        ours = sandbox.client("meridian");
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void givesEveryLinkOfAWorkflowOnceWithItsHash() throws Exception {
        List<JsonNode> links = links(ours, sandbox.value("WORKFLOW_ID"), 7);
        assertThat(links).extracting(link -> link.path("linkHash").asString()).doesNotHaveDuplicates();
        assertThat(links).allSatisfy(link -> {
            LinkHash stated = LinkHash.ofHex(link.path("linkHash").asString());
            assertThat(LinkHashing.of(LinkJson.read(link.path("raw")))).isEqualTo(stated);
            assertThat(link.path("data").isNull()).isTrue();
        });
    }

    @Test
    void showsAllWorkflowsOfAnOrganisationAndNoOther() throws Exception {
        int total = 0;
        List<String> seen = new ArrayList<>();
        for (JsonNode workflow : ours.query("{workflows{nodes{rowId name links(first:0){totalCount}}}}")
                .at("/workflows/nodes")) {
            seen.add(workflow.path("rowId").asString());
            total += workflow.at("/links/totalCount").asInt();
        }
        assertThat(seen).containsExactly("201", "202", "203", "204", "205");
        JsonNode foreign = ours.query("{workflowByRowId(rowId: 206){name} groupByRowId(rowId: 2060){label}}");
        assertThat(foreign.path("workflowByRowId").isNull()).isTrue();
        assertThat(foreign.path("groupByRowId").isNull()).isTrue();
        assertThat(total).isBetween(Integer.parseInt(sandbox.value("LINKS_FOR_US")), 400);
        JsonNode partner =
                sandbox.client("clearsight").query("{workflows{nodes{rowId}} workflowByRowId(rowId:201){name}}");
        assertThat(partner.at("/workflows/nodes").toString()).isEqualTo("[{\"rowId\":\"204\"}]");
        assertThat(partner.path("workflowByRowId").isNull()).isTrue();
    }

    @Test
    void hidesTracesOfOthers() throws Exception {
        String trace = links(sandbox.client("harbour"), "206", 50)
                .getFirst()
                .path("traceId")
                .asString();
        String query = "query($id: UUID!){traceById(id:$id){workflowId}}";
        assertThat(ours.query(query, Map.of("id", trace)).path("traceById").isNull())
                .isTrue();
        assertThat(sandbox.client("northsea")
                        .query(query, Map.of("id", trace))
                        .at("/traceById/workflowId")
                        .asString())
                .isEqualTo("206");
    }

    @Test
    void givesATraceFromFirstLinkToHead() throws Exception {
        String trace = links(ours, "201", 50).getFirst().path("traceId").asString();
        JsonNode found = ours.query("""
                        query($id: UUID!) { traceById(id: $id) { rowId updatedAt head { linkHash createdAt } tail { linkHash }
                          state { headLinkHash nextActions } group { label }
                          links { nodes { linkHash prevLinkHash height } totalCount } } }""", Map.of("id", trace)).path("traceById");
        JsonNode nodes = found.at("/links/nodes");
        assertThat(nodes.size()).isEqualTo(found.at("/links/totalCount").asInt());
        assertThat(nodes.path(0).path("linkHash")).isEqualTo(found.at("/tail/linkHash"));
        assertThat(nodes.path(0).path("prevLinkHash").isNull()).isTrue();
        for (int i = 1; i < nodes.size(); i++) {
            assertThat(nodes.path(i).path("prevLinkHash"))
                    .isEqualTo(nodes.path(i - 1).path("linkHash"));
            assertThat(nodes.path(i).path("height").asInt()).isEqualTo(i + 1);
        }
        assertThat(nodes.path(nodes.size() - 1).path("linkHash")).isEqualTo(found.at("/head/linkHash"));
        assertThat(found.at("/state/headLinkHash")).isEqualTo(found.at("/head/linkHash"));
        assertThat(found.path("updatedAt")).isEqualTo(found.at("/head/createdAt"));
    }

    @Test
    void givesFormsInClearInTheSecondGeneration() throws Exception {
        List<JsonNode> links = links(ours, sandbox.value("CLEAR_WORKFLOW_ID"), 50);
        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(link.path("data").isObject()).isTrue());
    }

    @Test
    void givesRecipientsAndSignersOfAWorkflow() throws Exception {
        JsonNode groups = ours.query("""
                        query($id: BigInt!) { workflowByRowId(rowId: $id) { groups { nodes { label
                          owner { encryptionKey { rowId publicKey } }
                          members { nodes { accountId account { signingKey { publicKey privateKey { decrypted } } } } } } } } }""", Map.of("id", 201)).at("/workflowByRowId/groups/nodes");
        List<String> signers = new ArrayList<>();
        for (JsonNode group : groups) {
            assertThat(group.at("/owner/encryptionKey/publicKey").asString()).startsWith("-----BEGIN RSA PUBLIC KEY");
            group.at("/members/nodes").forEach(member -> {
                if (!member.at("/account/signingKey").isNull()) {
                    signers.add(member.at("/account/signingKey/publicKey").asString());
                }
                if (!member.path("accountId").asString().equals("1011")) {
                    assertThat(member.at("/account/signingKey/privateKey").isMissingNode()
                                    || member.at("/account/signingKey/privateKey")
                                            .isNull())
                            .isTrue();
                }
            });
        }
        assertThat(signers).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void answersTheConfigurationQueryOfSdks() throws Exception {
        JsonNode data = ours.query("""
                query($workflowId: BigInt!) {
                  account: myAccount { accountId: rowId signingKey { privateKey { passwordProtected decrypted } }
                    bot { teams { nodes { accountId } } } user { memberOf { nodes { accountId: rowId } } } }
                  workflow: workflowByRowId(rowId: $workflowId) { config { id: rowId }
                    groups { nodes { groupId: rowId label members { nodes { accountId } } } } } }""", Map.of("workflowId", "204"));
        assertThat(data.at("/workflow/config/id").asString()).isEqualTo("4204");
        String team = data.at("/account/bot/teams/nodes/0/accountId").asString();
        List<String> mine = new ArrayList<>();
        for (JsonNode group : data.at("/workflow/groups/nodes")) {
            group.at("/members/nodes").forEach(member -> {
                if (member.path("accountId").asString().equals(team)) {
                    mine.add(group.path("label").asString());
                }
            });
        }
        assertThat(mine).containsExactly(sandbox.value("GROUP_LABEL"));
    }

    @Test
    void findsALinkByItsHash() throws Exception {
        String hash = links(ours, "202", 50).get(3).path("linkHash").asString();
        JsonNode found = ours.query(
                "query($h: String!){workflowByRowId(rowId:202){links(filter:{linkHash:{equalTo:$h}}){totalCount nodes{linkHash}}}}",
                Map.of("h", hash));
        assertThat(found.at("/workflowByRowId/links/nodes/0/linkHash").asString())
                .isEqualTo(hash);
        assertThat(found.at("/workflowByRowId/links/totalCount").asInt()).isEqualTo(1);
    }

    @Test
    void refusesWrongQueriesAndCursorsInItsEnvelope() throws Exception {
        HttpResponse<String> unknown = ours.post("{workflows{nodes{secrets}}}", Map.of());
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("secrets", "\"status\":400", "\"locations\"");
        assertThat(ours.refusal(PAGE, Map.of("id", "201", "after", "bm9uc2Vuc2U=", "limit", 3)))
                .contains("cursor");
        for (String body :
                new String[] {"", "{}", "[]", "{\"query\":1}", "{\"query\":\"{me{rowId}}\",\"query\":\"{me{rowId}}\"}"
                }) {
            HttpResponse<String> answer = SandboxClient.send(
                    SandboxClient.request(sandbox.value("SANDBOX_TRACE_URL") + "/graphql", ours.token())
                            .POST(BodyPublishers.ofString(body)));
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).contains("\"errors\"");
        }
        assertThat(SandboxClient.get(sandbox.value("SANDBOX_TRACE_URL") + "/graphql", ours.token())
                        .statusCode())
                .isEqualTo(405);
        assertThat(SandboxClient.get(sandbox.value("SANDBOX_TRACE_URL") + "/other", ours.token())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void compressesForThoseWhoTakeIt() throws Exception {
        String body = JSON.writeValueAsString(Map.of("query", PAGE, "variables", Map.of("id", "201", "limit", 20)));
        HttpResponse<byte[]> answer =
                SandboxClient.bytes(SandboxClient.request(sandbox.value("SANDBOX_TRACE_URL") + "/graphql", ours.token())
                        .header("Accept-Encoding", "br, gzip")
                        .POST(BodyPublishers.ofString(body)));
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        JsonNode page = JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes());
        assertThat(page.at("/data/workflowByRowId/links/edges").size()).isEqualTo(20);
    }

    private static List<JsonNode> links(SandboxClient client, String workflow, int limit) throws Exception {
        List<JsonNode> links = new ArrayList<>();
        String after = null;
        JsonNode page;
        do {
            page = client.query(PAGE, variables(workflow, after, limit)).at("/workflowByRowId/links");
            page.path("edges").forEach(edge -> links.add(edge.path("node")));
            after = page.at("/pageInfo/endCursor").asString();
        } while (page.at("/pageInfo/hasNextPage").asBoolean());
        assertThat(links).hasSize(page.path("totalCount").asInt());
        return links;
    }

    private static Map<String, Object> variables(String workflow, @Nullable String after, int limit) {
        Map<String, Object> variables = new HashMap<>(Map.of("id", workflow, "limit", limit));
        if (after != null) {
            variables.put("after", after);
        }
        return variables;
    }
}
