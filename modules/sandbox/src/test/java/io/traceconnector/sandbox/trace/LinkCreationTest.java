package io.traceconnector.sandbox.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.PublicKeyPem;
import io.traceconnector.chainscript.RecipientKey;
import io.traceconnector.sandbox.RunningSandbox;
import io.traceconnector.sandbox.SandboxClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class LinkCreationTest {

    private static final String CREATE = """
            mutation($input: CreateLinkInput!) { createLink(input: $input) {
              trace { rowId head { linkHash raw data createdAt } links { totalCount } updatedAt
                stages { nodes { type actionKey group { label } } } }
              stages { type } query { workflows { totalCount } } } }""";

    private static final String STAGE = """
            query($groupId: BigInt!, $stageType: StageType!, $actionKey: String, $first: Int) {
              group: groupByRowId(rowId: $groupId) { stages(condition: {type: $stageType, actionKey: $actionKey}) {
                nodes { traces(first: $first) { totalCount nodes { rowId } } } } } }""";

    @TempDir
    private static Path directory;

    private static RunningSandbox sandbox;
    private static SandboxClient ours;
    private static SandboxClient supplier;

    @BeforeAll
    static void start() throws Exception {
        sandbox = RunningSandbox.start(directory, "--links", "100");
        ours = sandbox.client("meridian");
        supplier = sandbox.client("silkway");
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void storesALinkOfTheSecondGenerationWithItsForm() throws Exception {
        LinkWriter writer = writer();
        Link link = writer.hashed();
        JsonNode trace = create(link, LinkWriter.FORM);
        assertThat(trace.at("/head/linkHash").asString())
                .isEqualTo(LinkHashing.of(link).hex());
        assertThat(trace.at("/head/raw")).isEqualTo(LinkWriter.json(link));
        assertThat(trace.at("/head/data")).isEqualTo(SandboxClient.JSON.readTree(LinkWriter.FORM));
        assertThat(trace.path("updatedAt")).isEqualTo(trace.at("/head/createdAt"));
        Link next = writer.after(link).bare();
        assertThat(create(next, Optional.empty()).at("/links/totalCount").asInt())
                .isEqualTo(2);
    }

    @Test
    void storesAnEncryptedLinkAndKeepsBothAfterARestart() throws Exception {
        LinkWriter writer = writer();
        writer.workflow = "201";
        writer.metadata.put("configId", "4201");
        writer.metadata.put("groupId", "2010");
        Link link = writer.encrypted(recipients());
        create(link, Optional.empty());
        int linksForUs = Integer.parseInt(sandbox.value("LINKS_FOR_US"));
        sandbox.close();
        sandbox = RunningSandbox.start(directory);
        ours = sandbox.client("meridian");
        supplier = sandbox.client("silkway");
        JsonNode found =
                ours.query("query($id: UUID!){traceById(id:$id){head{linkHash raw}}}", Map.of("id", writer.trace));
        assertThat(found.at("/traceById/head/raw")).isEqualTo(LinkWriter.json(link));
        assertThat(Integer.parseInt(sandbox.value("LINKS_FOR_US"))).isGreaterThan(linksForUs);
    }

    @Test
    void refusesAKnownLinkASecondFirstLinkAndALinkNotOnTheHead() throws Exception {
        LinkWriter writer = writer();
        Link first = writer.hashed();
        create(first, LinkWriter.FORM);
        assertThat(refusal(first, LinkWriter.FORM)).contains("exists already");
        writer.form = "{\"comment\":\"another\"}";
        assertThat(refusal(writer.hashed(), writer.form)).contains("first link already");
        Link second = writer.after(first).hashed();
        create(second, writer.form);
        writer.form = "{\"comment\":\"late\"}";
        assertThat(refusal(writer.hashed(), writer.form)).contains("head");
        LinkWriter stray = writer().after(second);
        assertThat(refusal(stray.hashed(), LinkWriter.FORM)).contains("head");
    }

    @Test
    void refusesAConfigurationOfYesterdayWithFourHundred() throws Exception {
        LinkWriter writer = writer();
        writer.metadata.put("configId", "4203");
        HttpResponse<String> answer =
                ours.post(CREATE, Map.of("input", LinkWriter.input(writer.hashed(), Optional.of(LinkWriter.FORM))));
        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = SandboxClient.JSON.readTree(answer.body()).at("/errors/0");
        assertThat(error.path("message").asString()).isEqualTo("link config deprecated");
        assertThat(error.path("path").toString()).isEqualTo("[\"createLink\"]");
    }

    @Test
    void refusesLinksThatAreNotValidOrNotSigned() throws Exception {
        LinkWriter writer = writer();
        assertThat(refusal(writer.unsigned(), LinkWriter.FORM)).contains("not signed");
        ObjectNode tampered = (ObjectNode) LinkWriter.json(writer.hashed());
        ((ObjectNode) tampered.path("meta")).put("priority", 2);
        assertThat(ours.refusal(CREATE, Map.of("input", Map.of("link", tampered))))
                .contains("not valid");
        ObjectNode versionless = (ObjectNode) LinkWriter.json(writer.hashed());
        versionless.remove("version");
        assertThat(ours.refusal(CREATE, Map.of("input", Map.of("link", versionless))))
                .contains("version is missing");
        assertThat(ours.refusal(CREATE, Map.of("input", Map.of("link", "text"))))
                .contains("malformed");
    }

    @Test
    void refusesFormsThatDoNotHaveTheHashOfTheLink() throws Exception {
        LinkWriter writer = writer();
        Link link = writer.hashed();
        assertThat(refusal(link, "{\"comment\":\"forged\"}")).contains("hash");
        assertThat(refusal(writer.bare(), LinkWriter.FORM)).contains("no hash");
        create(link, "{ \"count\": 2.0, \"comment\": \"prêt à expédier\" }");
    }

    @Test
    void refusesWorkflowsGroupsAndActionsThatAreNotTheCallers() throws Exception {
        LinkWriter foreign = writer();
        foreign.workflow = "206";
        assertThat(refusal(foreign.hashed(), LinkWriter.FORM)).contains("workflow 206 not found");
        LinkWriter elsewhere = writer();
        elsewhere.metadata.put("groupId", "2010");
        assertThat(refusal(elsewhere.hashed(), LinkWriter.FORM)).contains("group");
        LinkWriter others = writer();
        others.metadata.put("groupId", "2041");
        assertThat(refusal(others.hashed(), LinkWriter.FORM))
                .isEqualTo("action \"comment\" not in next actions of \"supplier\"");
        LinkWriter wrong = writer();
        wrong.action = "sample-tested";
        assertThat(refusal(wrong.hashed(), LinkWriter.FORM))
                .isEqualTo("action \"sample-tested\" not in next actions of \"buyer\"");
        LinkWriter nowhere = writer();
        nowhere.state = "PUSHING";
        nowhere.action = "_PUSH_OWNERSHIP_";
        assertThat(refusal(nowhere.bare(), Optional.empty())).contains("input");
    }

    @Test
    void movesATraceThroughTheStagesOfATransfer() throws Exception {
        LinkWriter writer = writer();
        Link first = writer.hashed();
        create(first, LinkWriter.FORM);
        assertThat(stages(ours, writer)).containsExactly("buyer BACKLOG", "buyer ATTESTATION");
        writer.after(first).state = "PUSHING";
        writer.action = "_PUSH_OWNERSHIP_";
        writer.metadata.put("inputs", List.of("2041"));
        Link push = writer.bare();
        create(push, Optional.empty());
        assertThat(stages(ours, writer)).containsExactlyInAnyOrder("buyer OUTGOING", "supplier INCOMING");
        assertThat(inStage(supplier, "2041", "INCOMING")).contains(writer.trace);
        assertThat(inStage(ours, "2040", "BACKLOG")).doesNotContain(writer.trace);
        writer.after(push).state = "OWNED";
        writer.action = "_ACCEPT_TRANSFER_";
        writer.metadata.put("groupId", "2041");
        writer.metadata.remove("inputs");
        Link accept = writer.bare();
        supplier.query(CREATE, Map.of("input", LinkWriter.input(accept, Optional.empty())));
        assertThat(stages(ours, writer)).containsExactly("supplier BACKLOG", "supplier ATTESTATION");
        writer.after(accept).action = "comment";
        assertThat(refusal(writer.hashed(), LinkWriter.FORM)).contains("not in next actions of \"supplier\"");
        supplier.query(CREATE, Map.of("input", LinkWriter.input(writer.hashed(), Optional.of(LinkWriter.FORM))));
    }

    @Test
    void storesSeveralLinksUntilOneIsRefused() throws Exception {
        LinkWriter writer = writer();
        Link first = writer.hashed();
        Link second = writer.after(first).hashed();
        Link third = writer.after(second).hashed();
        String create = "mutation($links: [CreateLinkInput!]){createLinks(input:$links){links{traceId linkHash}}}";
        List<Object> two = List.of(
                LinkWriter.input(first, Optional.of(LinkWriter.FORM)),
                LinkWriter.input(second, Optional.of(LinkWriter.FORM)));
        JsonNode created = ours.query(create, Map.of("links", two)).at("/createLinks/links");
        assertThat(created.path(1).path("linkHash").asString())
                .isEqualTo(LinkHashing.of(second).hex());
        List<Object> oneBad = List.of(
                LinkWriter.input(third, Optional.of(LinkWriter.FORM)),
                LinkWriter.input(first, Optional.of(LinkWriter.FORM)));
        assertThat(ours.refusal(create, Map.of("links", oneBad))).contains("exists already");
        JsonNode trace = ours.query("query($id: UUID!){traceById(id:$id){head{linkHash}}}", Map.of("id", writer.trace));
        assertThat(trace.at("/traceById/head/linkHash").asString())
                .isEqualTo(LinkHashing.of(third).hex());
    }

    @Test
    void showsReferencesBothWays() throws Exception {
        Link target = writer().hashed();
        create(target, LinkWriter.FORM);
        ObjectNode json = (ObjectNode) LinkWriter.json(writer().unsigned());
        ((ObjectNode) json.path("meta"))
                .putArray("refs")
                .addObject()
                .put("linkHash", LinkHashing.of(target).base64())
                .put("process", "204");
        Link referring = new LinkWriter(Path.of(sandbox.value("SIGNING_KEY_FILE"))).signed(json);
        create(referring, Optional.empty());
        String query = """
                query($h: String!) { workflowByRowId(rowId: 204) { links(filter: {linkHash: {equalTo: $h}}) { nodes {
                  references { nodes { linkHash } } referencedBy { nodes { linkHash } } } } } }""";
        assertThat(ours.query(query, Map.of("h", LinkHashing.of(referring).hex()))
                        .at("/workflowByRowId/links/nodes/0/references/nodes/0/linkHash")
                        .asString())
                .isEqualTo(LinkHashing.of(target).hex());
        assertThat(ours.query(query, Map.of("h", LinkHashing.of(target).hex()))
                        .at("/workflowByRowId/links/nodes/0/referencedBy/nodes/0/linkHash")
                        .asString())
                .isEqualTo(LinkHashing.of(referring).hex());
    }

    @Test
    void tagsTracesAndFindsThemByTag() throws Exception {
        LinkWriter writer = writer();
        create(writer.hashed(), LinkWriter.FORM);
        String add =
                "mutation($t: UUID!, $tags: [String]!){addTagsToTrace(input:{traceRowId:$t,tags:$tags}){trace{tags}}}";
        JsonNode tagged = ours.query(add, Map.of("t", writer.trace, "tags", List.of("red", "blue")));
        assertThat(tagged.at("/addTagsToTrace/trace/tags").toString()).isEqualTo("[\"red\",\"blue\"]");
        String search =
                "query($f: TraceFilter!){workflowByRowId(rowId:204){traces(filter:$f){totalCount nodes{rowId}}}}";
        Map<String, Object> both = Map.of("tags", Map.of("contains", List.of("blue", "red")));
        Map<String, Object> any = Map.of("tags", Map.of("overlaps", List.of("green", "red")));
        Map<String, Object> none = Map.of("tags", Map.of("contains", List.of("blue", "green")));
        Map<String, Object> not = Map.of("not", any, "rowId", Map.of("equalTo", writer.trace));
        assertThat(count(search, both)).isEqualTo(1);
        assertThat(count(search, any)).isEqualTo(1);
        assertThat(count(search, none)).isZero();
        assertThat(count(search, not)).isZero();
        ours.query(
                "mutation($t: UUID!){removeTagsFromTrace(input:{traceRowId:$t,tags:[\"red\"]}){trace{tags}}}",
                Map.of("t", writer.trace));
        assertThat(count(search, any)).isZero();
        assertThat(ours.refusal(add, Map.of("t", "00000000-0000-4000-8000-000000000000", "tags", List.of("x"))))
                .contains("not found");
    }

    private static int count(String search, Map<String, Object> filter) throws Exception {
        return ours.query(search, Map.of("f", filter))
                .at("/workflowByRowId/traces/totalCount")
                .asInt();
    }

    private static LinkWriter writer() throws Exception {
        return new LinkWriter(Path.of(sandbox.value("SIGNING_KEY_FILE")));
    }

    private static JsonNode create(Link link, String form) throws Exception {
        return create(link, Optional.of(form));
    }

    private static JsonNode create(Link link, Optional<String> form) throws Exception {
        JsonNode payload = ours.query(CREATE, Map.of("input", LinkWriter.input(link, form)))
                .path("createLink");
        assertThat(payload.at("/query/workflows/totalCount").asInt()).isEqualTo(5);
        return payload.path("trace");
    }

    private static String refusal(Link link, String form) throws Exception {
        return refusal(link, Optional.of(form));
    }

    private static String refusal(Link link, Optional<String> form) throws Exception {
        return ours.refusal(CREATE, Map.of("input", LinkWriter.input(link, form)));
    }

    private static List<RecipientKey> recipients() throws Exception {
        List<RecipientKey> recipients = new ArrayList<>();
        ours.query("{workflowByRowId(rowId:201){groups{nodes{owner{encryptionKey{rowId publicKey}}}}}}")
                .at("/workflowByRowId/groups/nodes")
                .forEach(group -> {
                    JsonNode key = group.at("/owner/encryptionKey");
                    recipients.add(new RecipientKey(
                            key.path("rowId").asString(),
                            PublicKeyPem.parse(key.path("publicKey").asString())));
                });
        return recipients;
    }

    /** Group and kind of the stages that a trace is in, each kind once. */
    private static List<String> stages(SandboxClient client, LinkWriter writer) throws Exception {
        List<String> stages = new ArrayList<>();
        client.query(
                        "query($id: UUID!){traceById(id:$id){stages{nodes{type group{label}}}}}",
                        Map.of("id", writer.trace))
                .at("/traceById/stages/nodes")
                .forEach(stage -> stages.add(stage.at("/group/label").asString() + " "
                        + stage.path("type").asString()));
        return stages.stream().distinct().toList();
    }

    private static List<String> inStage(SandboxClient client, String group, String type) throws Exception {
        JsonNode stages = client.query(STAGE, Map.of("groupId", group, "stageType", type, "first", 1000))
                .at("/group/stages/nodes");
        assertThat(stages.size()).isEqualTo(1);
        List<String> traces = new ArrayList<>();
        stages.at("/0/traces/nodes")
                .forEach(trace -> traces.add(trace.path("rowId").asString()));
        return traces;
    }
}
