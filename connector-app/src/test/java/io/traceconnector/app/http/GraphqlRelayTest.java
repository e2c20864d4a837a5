package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.seal.FakeDraftSealing;
import io.traceconnector.app.trace.Credential;
import io.traceconnector.app.trace.RelayAnswer;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkBuilder;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class GraphqlRelayTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String WORKFLOWS = "{\"query\":\"{workflows{nodes{rowId}}}\"}";

    private final TestingHttp http = new TestingHttp();

    @AfterEach
    void close() {
        http.close();
    }

    private static String query(String document) {
        return MAPPER.writeValueAsString(MAPPER.createObjectNode().put("query", document));
    }

    private static String code(HttpResponse<String> response) {
        JsonNode error = MAPPER.readTree(response.body()).path("errors").path(0);
        assertThat(error.path("message").isString()).isTrue();
        return error.path("extensions").path("code").asString();
    }

    @Test
    void theConnectorsTokenAsksWithTheConnectorsSession() {
        http.relay.answer = call -> FakeRelay.json(200, "{\"data\":{\"workflows\":{\"nodes\":[{\"rowId\":\"1\"}]}}}");

        HttpResponse<String> response = http.graphql(TestingHttp.STATIC, WORKFLOWS);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"data\":{\"workflows\":{\"nodes\":[{\"rowId\":\"1\"}]}}}");
        assertThat(http.relay.calls.getFirst().credential()).isEqualTo(new Credential.Own(TestingHttp.ACME));
        assertThat(http.relay.calls.getFirst().repeatable()).isTrue();
    }

    @Test
    void aHeaderChoosesTheOrganisation() {
        http.graphql(TestingHttp.STATIC, WORKFLOWS, "Connector-Organisation", "beta");

        assertThat(http.relay.calls.getFirst().credential()).isEqualTo(new Credential.Own(TestingHttp.BETA));
        assertThat(code(http.graphql(TestingHttp.STATIC, WORKFLOWS, "Connector-Organisation", "gamma")))
                .isEqualTo("organisation_unknown");
        assertThat(code(http.graphql(TestingHttp.OURS, WORKFLOWS, "Connector-Organisation", "beta")))
                .isEqualTo("organisation_unknown");
        assertThat(http.relay.calls).hasSize(1);
    }

    @Test
    void anAccountsTokenAsksInItsOwnName() {
        http.graphql(TestingHttp.OURS, query("{myAccount{signingKey{privateKey{decrypted}}}}"));

        assertThat(http.relay.calls.getFirst().credential())
                .isEqualTo(new Credential.Callers("Bearer " + TestingHttp.OURS));
    }

    @Test
    void anAccountsAnswerIsOpenedWithItsOrganisationsKeysOnly() {
        http.relay.answer = call -> FakeRelay.json(
                200, "{\"data\":{\"traceById\":{\"tail\":{\"raw\":{\"data\":\"IkFBQUEi\",\"meta\":{}}}}}}");

        http.graphql(TestingHttp.OURS, query("{traceById(id:\"1\"){tail{raw}}}"));
        http.graphql(TestingHttp.STATIC, query("{traceById(id:\"1\"){tail{raw}}}"), "Connector-Organisation", "beta");

        assertThat(http.opener.asked)
                .containsExactly(java.util.Set.of(TestingHttp.ACME), java.util.Set.of(TestingHttp.BETA));
    }

    @Test
    void aPartnersAccountIsRefusedInGraphqlsEnvelope() {
        HttpResponse<String> response = http.graphql(TestingHttp.PARTNERS, WORKFLOWS);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(code(response)).isEqualTo("account_not_admitted");
        assertThat(http.relay.calls).isEmpty();
    }

    @Test
    void withoutATokenTheAnswerSaysHow() {
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(http.url("/trace/graphql"))
                .POST(HttpRequest.BodyPublishers.ofString(WORKFLOWS)));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
        assertThat(code(response)).isEqualTo("missing_token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{myAccount{rowId}}",
                "{me{email}}",
                "{workflows{nodes{owner{signingKey{privateKey{decrypted}}}}}}",
                "{workflows{nodes{owner{signingKey{x:privateKey{y:decrypted}}}}}}",
                "query{...f} fragment f on Query{workflows{nodes{...g}}} fragment g on Workflow{owner{a:privateKey}}",
                "{...on Query{a:myAccount{rowId}}}",
                "{workflows:myAccount{rowId}}",
                "query A{workflows{nodes{rowId}} b:__schema{types{name}}}",
                "{node(nodeId:\"WyJx\"){id}}",
                "{workflows{nodes{owner @skip(if:true){privateKey}}}}",
                "subscription{workflows{nodes{rowId}}}"
            })
    void noTrickMakesTheOwnSessionAskForMore(String document) {
        HttpResponse<String> response = http.graphql(TestingHttp.STATIC, query(document));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(http.relay.calls).isEmpty();
    }

    @Test
    void upstreamGetsTheOperationThatWasJudged() {
        String body =
                "{\"query\":\"query A{workflows{nodes{rowId}}} query B{myAccount{rowId}}\",\"operationName\":\"A\"}";

        http.graphql(TestingHttp.STATIC, body);

        assertThat(new String(http.relay.calls.getFirst().body(), StandardCharsets.UTF_8))
                .contains("workflows")
                .doesNotContain("myAccount");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"query\":\"{workflows{nodes{rowId}}}\"}]",
                "{\"query\":\"{workflows{nodes{rowId}}}\",\"query\":\"{me{email}}\"}",
                "{\"query\":1}",
                "{",
                "",
                "{\"query\":\"{\"}"
            })
    void refusesEveryOtherForm(String body) {
        assertThat(http.graphql(TestingHttp.OURS, body).statusCode()).isEqualTo(400);
        assertThat(http.relay.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mutation{initAttestationLink(traceId:\"t-enc\",formData:{a:\"MARK\"}){link}}",
                "mutation{initAttestationLink(input:{traceId:\"t-enc\"},workflowId:\"204\",formData:{a:\"MARK\"}){link}}",
                "mutation{initTransferRequest(formData:{a:\"MARK\"}){link}}",
                "mutation{somethingNew(input:{workflowId:\"201\",text:\"MARK\"}){x}}",
                "mutation{...F} fragment F on Mutation{a:somethingNew(traceId:\"t-unknown\"){x}}"
            })
    void refusesMutationsThatMayConcernAnEncryptedWorkflow(String document) {
        http.links.traces.put(new TraceId("t-enc"), new WorkflowId("201"));

        assertThat(code(http.graphql(TestingHttp.OURS, query(document)))).isEqualTo("mutation_refused");
        assertThat(code(http.graphql(TestingHttp.STATIC, query(document)))).isEqualTo("mutation_refused");
        assertThat(http.relay.calls).isEmpty();
    }

    @Test
    void passesACallersOwnMutationsOnWhereDataMayGoInClear() {
        http.links.traces.put(new TraceId("t-clear"), new WorkflowId(FakeDraftSealing.CLEAR));
        String document = "mutation{initAttestationLink(traceId:\"t-clear\",formData:{a:1}){link}}";

        assertThat(http.graphql(TestingHttp.OURS, query(document)).statusCode()).isEqualTo(200);
        assertThat(code(http.graphql(TestingHttp.STATIC, query(document)))).isEqualTo("mutation_refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {TestingHttp.STATIC, TestingHttp.OURS})
    void passesTagsOn(String token) {
        String document = "mutation{addTagsToTrace(input:{traceRowId:\"1\",tags:[\"a\"]}){trace{rowId}}}";

        assertThat(http.graphql(token, query(document)).statusCode()).isEqualTo(200);
    }

    @Test
    void sealsAPlainLinkForTheConnectorsTokenOnly() {
        ObjectNode body = MAPPER.createObjectNode();
        body.put("query", "mutation($l:JSON!,$d:JSON){createLink(input:{link:$l,data:$d}){trace{rowId}}}");
        ObjectNode variables = body.putObject("variables");
        variables.set("l", LinkJson.tree(new LinkBuilder("201", "t-1").build()));
        variables.putObject("d").put("note", "MARK");
        String request = MAPPER.writeValueAsString(body);

        assertThat(http.graphql(TestingHttp.STATIC, request).statusCode()).isEqualTo(200);
        assertThat(code(http.graphql(TestingHttp.OURS, request))).isEqualTo("signing_not_granted");

        assertThat(http.relay.calls).hasSize(1);
        JsonNode sent = MAPPER.readTree(http.relay.calls.getFirst().body());
        assertThat(sent.toString()).doesNotContain("MARK");
        assertThat(LinkData.of(LinkJson.read(
                        sent.path("variables").path("connectorInput0").path("link"))))
                .isInstanceOf(LinkData.Encrypted.class);
    }

    private static ObjectNode signedLink() {
        MessageSignatures signatures = new MessageSignatures(Algorithms.platform());
        Link link = new LinkSignatures(signatures)
                .sign(new LinkBuilder("1", "t-1").build(), signatures.signer(PrivateKeyPem.generate(KeySpec.ED25519)));
        return (ObjectNode) LinkJson.tree(link);
    }

    private static String creating(JsonNode link) {
        ObjectNode body = MAPPER.createObjectNode();
        body.put("query", "mutation($l:JSON!){createLink(input:{link:$l}){trace{rowId}}}");
        body.putObject("variables").set("l", link);
        return MAPPER.writeValueAsString(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {TestingHttp.STATIC, TestingHttp.OURS})
    void passesASignedLinkOnAndNeverTwice(String token) {
        assertThat(http.graphql(token, creating(signedLink())).statusCode()).isEqualTo(200);
        assertThat(http.relay.calls).hasSize(1);
        assertThat(http.relay.calls.getFirst().repeatable()).isFalse();
    }

    @Test
    void aLinkThatWasChangedAfterItWasSignedIsNotSigned() {
        ObjectNode link = signedLink();
        link.put("data", "e30=");

        assertThat(code(http.graphql(TestingHttp.OURS, creating(link)))).isEqualTo("link_not_signed");
    }

    @Test
    void theAnswerToACreatedLinkLeadsNowhereElse() {
        String document = "mutation{createLinks(input:[]){links{traceId} query{workflows{nodes{rowId}}}}}";

        assertThat(code(http.graphql(TestingHttp.STATIC, query(document)))).isEqualTo("graphql_field_forbidden");
    }

    @Test
    void passesStatusAndErrorsOfTraceOn() {
        http.relay.answer = call -> FakeRelay.json(400, "{\"errors\":[{\"message\":\"link config deprecated\"}]}");

        HttpResponse<String> response = http.graphql(TestingHttp.OURS, WORKFLOWS);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("link config deprecated");
    }

    @Test
    void aRefusedOwnSessionIsNotTheCallersFault() {
        http.relay.answer = call -> FakeRelay.json(401, "{\"errors\":[{\"message\":\"token expired\"}]}");

        assertThat(http.graphql(TestingHttp.STATIC, WORKFLOWS).statusCode()).isEqualTo(502);
        assertThat(http.graphql(TestingHttp.OURS, WORKFLOWS).statusCode()).isEqualTo(401);
    }

    @Test
    void tellsThatTraceIsAwayWithoutInnerWords() {
        http.relay.answer = call -> {
            throw new TraceException(TraceException.Kind.UNAVAILABLE, "connect to 10.0.0.1 failed");
        };

        HttpResponse<String> response = http.graphql(TestingHttp.STATIC, WORKFLOWS);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body()).doesNotContain("10.0.0.1");
    }

    @Test
    void anAnswerThatIsNotJsonIsAnErrorOfOurs() {
        http.relay.answer = call -> FakeRelay.json(200, "<html>");

        HttpResponse<String> response = http.graphql(TestingHttp.STATIC, query("{traceById(id:\"1\"){tail{raw}}}"));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(code(response)).isEqualTo("trace_answer_malformed");
    }

    @Test
    void aCutAnswerCutsTheConnection() {
        String begin = "{\"data\":{\"traceById\":{\"id\":\"" + "x".repeat(100_000);
        http.relay.answer = call -> new RelayAnswer(
                200,
                Map.of("content-type", "application/json"),
                new SequenceInputStream(
                        new ByteArrayInputStream(begin.getBytes(StandardCharsets.UTF_8)), new FakeCut()));

        assertThatThrownBy(() -> http.client.send(
                        http.as(TestingHttp.STATIC, "/trace/graphql")
                                .POST(HttpRequest.BodyPublishers.ofString(query("{traceById(id:\"1\"){id tail{raw}}}")))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesALargeBodyAndACompressedOne() throws IOException {
        // Nothing of it is sent: a client that still sends may lose the answer with the connection.
        assertThat(new RawClient(http.api.port())
                        .exchange("POST /trace/graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                + TestingHttp.STATIC + "\r\nContent-Type: application/json\r\nContent-Length: "
                                + (2 << 20) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(http.graphql(TestingHttp.STATIC, WORKFLOWS, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(415);
        assertThat(http.graphql(TestingHttp.STATIC, WORKFLOWS, "Connector-Raw", "sideways")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void otherMethodsAreToldWhichOneIsRight() {
        HttpResponse<String> response = http.get(TestingHttp.STATIC, "/trace/graphql");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
    }

    /** A connection that ends too early. */
    private static final class FakeCut extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }
    }
}
