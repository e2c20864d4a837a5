package io.traceconnector.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.CanonicalJson;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.FileBlob;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkBuilder;
import io.traceconnector.chainscript.LinkHash;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSealing;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.SignedMessage;
import io.traceconnector.chainscript.Signer;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks what Trace's official clients ask, in their words, of three endpoints: Account, Trace and Media. */
final class SdkClient implements AutoCloseable {

    private static final String TRACE_STATE = """
            fragment TraceStateFragment on Trace {
              updatedAt
              state { data }
              head { raw data groupId }
              tags
              links { nodes { raw data } }
            }""";
    private static final String PAGE =
            "info: pageInfo { hasNext: hasNextPage hasPrevious: hasPreviousPage startCursor endCursor }";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final MessageSignatures messages = new MessageSignatures(Algorithms.platform());
    private final String account;
    private final String trace;
    private final String media;
    private final String workflow;
    private final String token;
    private final Signer signer;
    private final String accountId;
    private final String groupId;
    private String configId;

    /** Logs in with a key, asks for the configuration, and takes the signing key that Trace gives out. */
    SdkClient(String account, String trace, String media, String workflow, Path key) throws Exception {
        this.account = account;
        this.trace = trace;
        this.media = media;
        this.workflow = workflow;
        this.token = login(PrivateKeyPem.parse(Files.readAllBytes(key)));
        JsonNode config = config();
        JsonNode me = config.path("account");
        this.accountId = me.path("accountId").asString();
        JsonNode privateKey = me.path("signingKey").path("privateKey");
        this.signer = messages.signer(PrivateKeyPem.parse(
                privateKey.path("decrypted").isString()
                        ? privateKey.path("decrypted").asString().getBytes(UTF_8)
                        : Files.readAllBytes(key)));
        this.groupId = group(config, me);
        this.configId = config.path("workflow").path("config").path("id").asString();
    }

    private String login(PrivateKeyPem key) throws Exception {
        double now = System.currentTimeMillis() / 1000.0;
        String message = "{\"iat\":" + now + ",\"exp\":" + (now + 300) + "}";
        String bearer = SignedMessage.sign(message.getBytes(UTF_8), messages.signer(key))
                .bearerToken();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(account + "/login"))
                        .header("Authorization", bearer.startsWith("Bearer ") ? bearer : "Bearer " + bearer)
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonLines.MAPPER.readTree(answer.body()).path("token").asString();
    }

    private JsonNode config() throws Exception {
        return query("""
                query configQuery($workflowId: BigInt!) {
                  account: myAccount {
                    accountId: rowId
                    signingKey { privateKey { passwordProtected decrypted } }
                    bot { teams { nodes { accountId } } }
                    user { memberOf { nodes { accountId: rowId } } }
                  }
                  workflow: workflowByRowId(rowId: $workflowId) {
                    config { id: rowId }
                    groups { nodes { groupId: rowId label members { nodes { accountId } } } }
                  }
                }""", variables -> variables.put("workflowId", workflow));
    }

    private static String group(JsonNode config, JsonNode me) {
        List<String> mine = new ArrayList<>();
        me.path("bot")
                .path("teams")
                .path("nodes")
                .forEach(team -> mine.add(team.path("accountId").asString()));
        me.path("user")
                .path("memberOf")
                .path("nodes")
                .forEach(team -> mine.add(team.path("accountId").asString()));
        return config.path("workflow").path("groups").path("nodes").values().stream()
                .filter(group -> group.path("members").path("nodes").values().stream()
                        .anyMatch(
                                member -> mine.contains(member.path("accountId").asString())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No group to choose from."))
                .path("groupId")
                .asString();
    }

    String groupId() {
        return groupId;
    }

    JsonNode newTrace(String action, JsonNode form) throws Exception {
        LinkBuilder link = new LinkBuilder(workflow, UUID.randomUUID().toString()).priority(1);
        return create(link, action, "OWNED", metadata(groupId).put("formId", action), Optional.of(form));
    }

    JsonNode appendLink(String traceId, String action, JsonNode form) throws Exception {
        return create(
                LinkBuilder.childOf(head(traceId), hash(traceId)),
                action,
                "OWNED",
                metadata(groupId).put("formId", action),
                Optional.of(form));
    }

    JsonNode push(String traceId, String recipient) throws Exception {
        return transfer(traceId, "_PUSH_OWNERSHIP_", "PUSHING", Optional.of(recipient), Optional.empty());
    }

    JsonNode pull(String traceId) throws Exception {
        return transfer(traceId, "_PULL_OWNERSHIP_", "PULLING", Optional.of(groupId), Optional.empty());
    }

    JsonNode accept(String traceId) throws Exception {
        return transfer(traceId, "_ACCEPT_TRANSFER_", "OWNED", Optional.empty(), Optional.of(groupId));
    }

    JsonNode reject(String traceId) throws Exception {
        return transfer(traceId, "_REJECT_TRANSFER_", "OWNED", Optional.empty(), Optional.empty());
    }

    JsonNode cancel(String traceId) throws Exception {
        return transfer(traceId, "_CANCEL_TRANSFER_", "OWNED", Optional.empty(), Optional.empty());
    }

    private JsonNode transfer(
            String traceId, String action, String state, Optional<String> input, Optional<String> group)
            throws Exception {
        Link parent = head(traceId);
        JsonNode before = JsonLines.MAPPER.readTree(parent.meta().data().toByteArray());
        ObjectNode metadata = metadata(group.orElse(before.path("groupId").asString()));
        JsonNode form = before.has("formId") ? before.path("formId") : before.path("lastFormId");
        if (form.isString()) {
            metadata.put("lastFormId", form.asString());
        }
        input.ifPresent(id -> metadata.putArray("inputs").add(id));
        return create(LinkBuilder.childOf(parent, hash(traceId)), action, state, metadata, Optional.empty());
    }

    private ObjectNode metadata(String group) {
        return JsonLines.MAPPER
                .createObjectNode()
                .put("configId", configId)
                .put("createdAt", java.time.Instant.now().toString())
                .put("createdByAccountId", accountId)
                .put("groupId", group);
    }

    private JsonNode create(
            LinkBuilder builder, String action, String state, ObjectNode metadata, Optional<JsonNode> form)
            throws Exception {
        Link draft =
                builder.action(action).state(state).degree(1).metadata(metadata).build();
        LinkSignatures signatures = new LinkSignatures(messages);
        Link link = form.isPresent()
                ? new LinkSealing(new Envelopes(Algorithms.platform()), signatures)
                        .sealHash(draft, JsonLines.MAPPER.writeValueAsBytes(form.get()), signer)
                : signatures.sign(draft, signer);
        return query("""
                        mutation createLinkMutation($link: JSON!, $data: JSON) {
                          createLink(input: {link: $link, data: $data}) { trace { ...TraceStateFragment } }
                        }
                        """ + TRACE_STATE, variables -> {
                    variables.set("link", LinkJson.tree(link));
                    form.ifPresent(data -> variables.set("data", data));
                    variables.put("groupId", groupId);
                    return variables;
                })
                .path("createLink")
                .path("trace");
    }

    /** The head as a client reads it, to be followed. */
    private Link head(String traceId) throws Exception {
        return LinkJson.read(query(
                        "query headLinkQuery($traceId: UUID!) { trace: traceById(id: $traceId) { head { raw data } } }",
                        variables -> variables.put("traceId", traceId))
                .path("trace")
                .path("head")
                .path("raw"));
    }

    /** Computed from what was read, as clients do. */
    private LinkHash hash(String traceId) throws Exception {
        return LinkHashing.of(head(traceId));
    }

    JsonNode state(String traceId) throws Exception {
        return query(
                        "query getTraceState($traceId: UUID!) { trace: traceById(id: $traceId) { ...TraceStateFragment } } "
                                + TRACE_STATE,
                        variables -> variables.put("traceId", traceId))
                .path("trace");
    }

    JsonNode details(String traceId, int first) throws Exception {
        return query(
                        "query getTraceDetails($traceId: UUID!, $first: Int, $last: Int, $before: Cursor, $after: Cursor) {"
                                + " trace: traceById(id: $traceId) { links(first: $first, last: $last, before: $before, after: $after)"
                                + " { nodes { raw data } totalCount " + PAGE + " } } }",
                        variables -> variables.put("traceId", traceId).put("first", first))
                .path("trace")
                .path("links");
    }

    /** One of the three listings: INCOMING, BACKLOG or OUTGOING. */
    JsonNode stage(String type) throws Exception {
        JsonNode stages = query(
                        "query stageQuery($groupId: BigInt!, $stageType: StageType!, $actionKey: String, $first: Int) {"
                                + " group: groupByRowId(rowId: $groupId) { stages(condition: {type: $stageType, actionKey: $actionKey})"
                                + " { nodes { traces(first: $first) { nodes { ...TraceStateFragment } totalCount "
                                + PAGE
                                + " } } } } } " + TRACE_STATE,
                        variables -> variables
                                .put("groupId", groupId)
                                .put("stageType", type)
                                .put("first", 100))
                .path("group")
                .path("stages")
                .path("nodes");
        assertThat(stages).as("exactly one stage").hasSize(1);
        return stages.path(0).path("traces");
    }

    JsonNode addTags(String traceId, String... tags) throws Exception {
        return query(
                        "mutation addTagsToTrace($traceId: UUID!, $tags: [String]!) {"
                                + " addTagsToTrace(input: {traceRowId: $traceId, tags: $tags}) { trace { ...TraceStateFragment } } } "
                                + TRACE_STATE,
                        variables -> {
                            variables.put("traceId", traceId);
                            List.of(tags).forEach(variables.withArray("tags")::add);
                            return variables;
                        })
                .path("addTagsToTrace")
                .path("trace");
    }

    JsonNode searchByTags(String... tags) throws Exception {
        return query(
                        "query searchTraces($workflowId: BigInt!, $first: Int, $filter: TraceFilter!) {"
                                + " workflow: workflowByRowId(rowId: $workflowId) { traces(first: $first, filter: $filter)"
                                + " { nodes { ...TraceStateFragment } totalCount " + PAGE + " } } } " + TRACE_STATE,
                        variables -> {
                            variables.put("workflowId", workflow).put("first", 100);
                            List.of(tags)
                                    .forEach(variables
                                            .putObject("filter")
                                            .putObject("tags")
                                            .putArray("contains")::add);
                            return variables;
                        })
                .path("workflow")
                .path("traces");
    }

    /** Encrypts a file, uploads it, and gives the record for form data. */
    ObjectNode upload(String name, byte[] content) throws Exception {
        SymmetricKey key = SymmetricKey.random();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String boundary = "----sdk" + UUID.randomUUID();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                        + name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(UTF_8));
        FileBlob.seal(key, new ByteArrayInputStream(content), body);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
        HttpResponse<String> answer = http.send(
                authorized(media + "/files")
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode() / 100).as(answer.body()).isEqualTo(2);
        JsonNode stored = JsonLines.MAPPER.readTree(answer.body()).path(0);
        return JsonLines.MAPPER
                .createObjectNode()
                .put("digest", stored.path("digest").asString())
                .put("name", name)
                .put("mimetype", "application/pdf")
                .put("size", content.length)
                .put("key", new String(key.exposedBase64(), UTF_8))
                .put("createdAt", java.time.Instant.now().toString());
    }

    byte[] download(JsonNode record) throws Exception {
        HttpResponse<String> info = http.send(
                authorized(media + "/files/" + record.path("digest").asString() + "/info")
                        .build(),
                BodyHandlers.ofString());
        assertThat(info.statusCode()).as(info.body()).isEqualTo(200);
        String url = JsonLines.MAPPER.readTree(info.body()).path("download_url").asString();
        HttpResponse<byte[]> file =
                http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
        assertThat(file.statusCode()).isEqualTo(200);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        SymmetricKey key =
                SymmetricKey.ofUnwrapped(record.path("key").asString().getBytes(UTF_8));
        FileBlob.open(key, new ByteArrayInputStream(file.body()), plain);
        return plain.toByteArray();
    }

    /** The form data of a link of the first generation, as a client reads {@code raw}. */
    static JsonNode dataIn(JsonNode raw) {
        return JsonLines.MAPPER.readTree(
                Base64.getDecoder().decode(raw.path("data").asString()));
    }

    /** What clients check of the second generation: the form has the hash that its link states. */
    static void assertFormFits(JsonNode link) {
        JsonNode stated = dataIn(link.path("raw"));
        byte[] canonical = CanonicalJson.canonicalize(JsonLines.MAPPER.writeValueAsBytes(link.path("data")));
        try {
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(canonical);
            assertThat(stated.path("hash").asString())
                    .isEqualTo(Bytes.copyOf(digest).base64());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode query(String document, UnaryOperator<ObjectNode> variables) throws Exception {
        HttpResponse<String> answer = post(document, variables.apply(JsonLines.MAPPER.createObjectNode()));
        JsonNode body = JsonLines.MAPPER.readTree(answer.body());
        assertThat(body.path("errors").isMissingNode()).as(answer.body()).isTrue();
        assertThat(answer.statusCode()).isEqualTo(200);
        return body.path("data");
    }

    private HttpResponse<String> post(String document, ObjectNode variables) throws IOException, InterruptedException {
        ObjectNode body = JsonLines.MAPPER.createObjectNode().put("query", document);
        body.set("variables", variables);
        return http.send(
                authorized(trace + "/graphql")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder authorized(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        http.close();
    }
}
