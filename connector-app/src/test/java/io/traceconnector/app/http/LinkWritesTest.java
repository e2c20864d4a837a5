package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.LinkValidator.Reason;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.outbox.EntryState;
import io.traceconnector.app.outbox.FakeLinkWriting;
import io.traceconnector.app.outbox.Submission;
import io.traceconnector.app.seal.Change;
import io.traceconnector.app.seal.LinkRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LinkWritesTest {

    private static final String TRACES = "/api/v1/traces";
    private static final String TRACE = "8a726073-3e46-4a54-a001-4f6d729b15c1";
    private static final String MARK = "canary-4711";
    private static final String LINK =
            "{\"workflow\":\"201\",\"action\":\"order-placed\",\"data\":{\"note\":\"canary-4711\",\"amount\":12.50}}";

    private final TestingHttp http = new TestingHttp();

    @AfterEach
    void close() {
        http.close();
    }

    private HttpResponse<String> postAs(String token, String path, String body, String... headers) {
        HttpRequest.Builder request = http.as(token, path).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request);
    }

    private HttpResponse<String> post(String path, String body, String... headers) {
        return postAs(TestingHttp.STATIC, path, body, headers);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static String code(HttpResponse<String> response) {
        return json(response).path("code").asString();
    }

    @Test
    void beginsATrace() {
        HttpResponse<String> response = post(
                TRACES,
                "{\"workflow\":201,\"action\":\"order-placed\",\"group\":\"buyer\",\"tags\":[\"urgent\"],\"data\":{\"amount\":12.50},"
                        + "\"references\":[{\"workflow\":\"202\",\"link\":\"" + "0f".repeat(32) + "\"}]}");

        assertThat(response.statusCode()).isEqualTo(201);
        LinkRequest request = http.writing.requests.getFirst();
        assertThat(request.first()).isTrue();
        assertThat(UUID.fromString(request.trace().value()).version()).isEqualTo(4);
        assertThat(request.organisation()).isEqualTo(TestingHttp.ACME);
        assertThat(request.workflow()).isEqualTo(new WorkflowId("201"));
        assertThat(request.change()).isEqualTo(new Change.Act("order-placed"));
        assertThat(request.group()).contains("buyer");
        assertThat(request.tags()).containsExactly("urgent");
        assertThat(request.references())
                .containsExactly(new LinkRequest.Reference(new LinkHash("0f".repeat(32)), new WorkflowId("202")));
        assertThat(request.data().orElseThrow().text()).isEqualTo("{\"amount\":12.50}");
        assertThat(response.headers().firstValue("Location")).contains("/api/v1/traces/" + request.trace());
        assertThat(json(response).path("position").asString()).isEqualTo("acme:201:" + FakeLinkWriting.HASH.hex());
        assertThat(json(response).path("link").asString()).isEqualTo(FakeLinkWriting.HASH.hex());
    }

    @Test
    void addsALinkAndLooksTheWorkflowUpWhereItIsNotNamed() {
        http.links.traces.put(new TraceId(TRACE), new WorkflowId("205"));

        HttpResponse<String> response = post(TRACES + "/" + TRACE + "/links", "{\"action\":\"invoice-checked\"}");

        assertThat(response.statusCode()).isEqualTo(201);
        LinkRequest request = http.writing.requests.getFirst();
        assertThat(request.first()).isFalse();
        assertThat(request.workflow()).isEqualTo(new WorkflowId("205"));
        assertThat(request.trace()).isEqualTo(new TraceId(TRACE));
        assertThat(request.data()).isEmpty();
        assertThat(code(post(TRACES + "/unknown/links", "{\"action\":\"a\"}"))).isEqualTo("trace_unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"push\",\"recipient\":\"supplier\"} | Push[recipient=supplier]",
                "{\"type\":\"pull\"} | Pull[]",
                "{\"type\":\"accept\"} | Accept[]",
                "{\"type\":\"reject\"} | Reject[]",
                "{\"type\":\"cancel\"} | Cancel[]"
            })
    void changesHands(String body, String change) {
        http.links.traces.put(new TraceId(TRACE), new WorkflowId("201"));

        assertThat(post(TRACES + "/" + TRACE + "/transfers", body).statusCode()).isEqualTo(201);
        assertThat(http.writing.requests.getFirst().change()).hasToString(change);
    }

    @Test
    void changesTags() {
        HttpResponse<String> response =
                post(TRACES + "/" + TRACE + "/tags", "{\"add\":[\"new\",\"newer\"],\"remove\":[\"old\"]}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("tags").toString()).isEqualTo("[\"new\",\"newer\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"workflow\":\"201\"}",
                "{\"action\":\"a\"}",
                "{\"workflow\":\"201\",\"action\":\"a\",\"action\":\"b\"}",
                "{\"workflow\":\"201\",\"action\":\"a\",\"dta\":{}}",
                "{\"workflow\":\"201\",\"action\":\"_PUSH_OWNERSHIP_\"}",
                "{\"workflow\":\"201\",\"action\":1}",
                "{\"workflow\":\"201\",\"action\":\"a\",\"tags\":\"b\"}",
                "{\"workflow\":\"201\",\"action\":\"a\",\"tags\":[\"\"]}",
                "{\"workflow\":\"201\",\"action\":\"a\",\"references\":[{\"link\":\"x\",\"workflow\":\"1\"}]}",
                "{\"items\":[]}",
                "{\"items\":[1]}",
                "{\"items\":[{\"workflow\":\"201\",\"action\":\"a\"}],\"action\":\"b\"}"
            })
    void saysWhatIsWrongWithABody(String body) {
        HttpResponse<String> response = post(TRACES, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(code(response)).isEqualTo("body_malformed");
        assertThat(http.writing.requests).isEmpty();
    }

    @Test
    void takesNoMoreThanAHundredLinks() {
        String item = "{\"workflow\":\"201\",\"action\":\"a\"}";
        String hundred = item + ("," + item).repeat(99);

        assertThat(post(TRACES, "{\"items\":[" + hundred + "]}").statusCode()).isEqualTo(200);
        assertThat(post(TRACES, "{\"items\":[" + hundred + "," + item + "]}").statusCode())
                .isEqualTo(400);
        assertThat(http.writing.requests).hasSize(100);
    }

    @Test
    void aBatchHasAResultForEachItem() {
        HttpResponse<String> response = post(TRACES, "{\"items\":[" + LINK + "," + LINK + "]}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("items"))
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.path("status").asInt()).isEqualTo(201));
        http.writing.state = new EntryState.Failed(422, "link_refused", "Trace refuses the link.", Optional.of("no"));
        JsonNode failed =
                json(post(TRACES, "{\"items\":[" + LINK + "]}")).path("items").path(0);
        assertThat(failed.path("status").asInt()).isEqualTo(422);
        assertThat(failed.path("code").asString()).isEqualTo("link_refused");
        assertThat(failed.path("traceMessage").asString()).isEqualTo("no");
    }

    @Test
    void aKeyMakesAnEntryThatIsWaitedFor() {
        HttpResponse<String> response = post(TRACES, LINK, "Idempotency-Key", "order-1");

        assertThat(response.statusCode()).isEqualTo(201);
        Submission submission = http.writing.submissions.getFirst();
        assertThat(submission.caller()).isEqualTo("token:1");
        assertThat(submission.key().orElseThrow().value()).isEqualTo("order-1");
        assertThat(http.writing.waits.getFirst()).isPresent();
        assertThat(json(response).path("entry").asString()).isEqualTo("entry-0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b"})
    void refusesAKeyThatIsNone(String key) {
        assertThat(code(post(TRACES, LINK, "Idempotency-Key", key))).isEqualTo("idempotency_key_malformed");
        assertThat(code(post(TRACES, LINK, "Idempotency-Key", "k", "Idempotency-Key", "l")))
                .isEqualTo("idempotency_key_malformed");
        assertThat(code(post(TRACES, LINK, "Idempotency-Key", "k".repeat(256)))).isEqualTo("idempotency_key_malformed");
        assertThat(http.writing.requests).isEmpty();
    }

    @Test
    void acceptsWithoutWaitingForWhoWantsThat() {
        http.writing.state = new EntryState.Waiting(Optional.empty());

        HttpResponse<String> response = post(TRACES, LINK, "Prefer", "respond-async");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("Location")).contains("/api/v1/outbox/entry-0");
        assertThat(response.headers().firstValue("Preference-Applied")).contains("respond-async");
        assertThat(http.writing.waits).containsExactly(Optional.empty());
        assertThat(json(response).path("state").asString()).isEqualTo("waiting");
    }

    @Test
    void waitsAsLongAsTheCallerWants() {
        http.writing.state = new EntryState.Waiting(Optional.of("trace_unavailable"));

        HttpResponse<String> patient = post(TRACES, LINK, "Prefer", "respond-async, wait=7");
        HttpResponse<String> strict = post(TRACES, LINK, "Idempotency-Key", "k");

        assertThat(patient.statusCode()).isEqualTo(202);
        assertThat(http.writing.waits.getFirst()).contains(Duration.ofSeconds(7));
        assertThat(strict.statusCode()).isEqualTo(504);
        assertThat(code(strict)).isEqualTo("write_pending");
        assertThat(json(strict).path("entry").asString()).isEqualTo("entry-1");
    }

    @Test
    void anEntryThatFailedIsAProblem() {
        http.writing.state = new EntryState.Failed(422, "link_refused", "Trace refuses the link.", Optional.of("no"));

        HttpResponse<String> response = post(TRACES, LINK, "Idempotency-Key", "k");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(code(response)).isEqualTo("link_refused");
        assertThat(json(response).path("traceMessage").asString()).isEqualTo("no");
    }

    @Test
    void tellsWhatBecameOfAnEntryToItsCallerOnly() {
        http.writing.state = new EntryState.Sending();
        post(TRACES, LINK, "Prefer", "respond-async");

        assertThat(json(http.get(TestingHttp.STATIC, "/api/v1/outbox/entry-0"))
                        .path("state")
                        .asString())
                .isEqualTo("sending");
        assertThat(http.get(TestingHttp.STATIC, "/api/v1/outbox/entry-9").statusCode())
                .isEqualTo(404);
        assertThat(http.get(TestingHttp.OURS, "/api/v1/outbox/entry-0").statusCode())
                .isEqualTo(403);
    }

    @Test
    void keysAndEntriesBelongToACallerOfOneTenantForWhomItActs() {
        assertThat(http.tell("/tenants", "{\"id\":\"beta\",\"organisations\":[\"beta\"]}")
                        .statusCode())
                .isEqualTo(200);
        http.recognised.knows("fake-a", writer("default", "proxy-user:alice", Optional.empty()));
        http.recognised.knows("fake-b", writer("beta", "proxy-user:alice", Optional.empty()));
        http.recognised.knows("fake-jane", writer("default", "integrator-user:orders", Optional.of("jane")));
        http.recognised.knows("fake-john", writer("default", "integrator-user:orders", Optional.of("john")));
        List<String> tokens = List.of("fake-a", "fake-b", "fake-jane", "fake-john");
        for (String token : tokens) {
            assertThat(postAs(token, TRACES, LINK, "Idempotency-Key", "k").statusCode())
                    .isEqualTo(201);
        }

        assertThat(http.writing.submissions)
                .extracting(Submission::caller)
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo("proxy-user:alice");
        for (int entry = 0; entry < tokens.size(); entry++) {
            for (String token : tokens) {
                assertThat(http.get(token, "/api/v1/outbox/entry-" + entry).statusCode())
                        .isEqualTo(tokens.indexOf(token) == entry ? 200 : 404);
            }
        }
    }

    @Test
    void aCallerWithALongNameHasAKeyToo() {
        http.recognised.knows("fake-long", writer("default", "oidc-user:" + "x".repeat(5000), Optional.empty()));

        assertThat(postAs("fake-long", TRACES, LINK, "Idempotency-Key", "k").statusCode())
                .isEqualTo(201);
    }

    private static Principal writer(String tenant, String id, Optional<String> onBehalfOf) {
        return new Principal(
                id,
                Principal.Kind.PROXY_USER,
                onBehalfOf,
                Map.of(new TenantId(tenant), Rights.of("connector.writer")),
                Map.of(),
                Instant.MAX,
                id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "links | {\"action\":\"a\"}",
                "links | {\"workflow\":\"201\",\"action\":\"a\"}",
                "links | {\"items\":[{\"action\":\"a\"},{}]}",
                "links | {",
                "transfers | {\"type\":\"pull\"}"
            })
    void aHiddenTraceIsNoOtherThanNone(String route, String body) {
        http.tell(
                "/tenants",
                "{\"id\":\"beta\",\"organisations\":[\"beta\"],\"spaces\":[{\"name\":\"main\",\"workflows\":[\"201\"]}]}");
        http.recognised.knows("fake-b", writer("beta", "proxy-user:alice", Optional.empty()));
        http.links.traces.put(new TraceId(TRACE), new WorkflowId("205"));

        HttpResponse<String> hidden = postAs("fake-b", TRACES + "/" + TRACE + "/" + route, body);
        HttpResponse<String> none = postAs("fake-b", TRACES + "/" + TRACE.replace('8', '9') + "/" + route, body);

        assertThat(code(hidden)).isEqualTo("trace_unknown");
        assertThat(hidden.statusCode()).isEqualTo(none.statusCode()).isEqualTo(404);
        assertThat(hidden.body().replaceAll("\"requestId\":\"[^\"]*\"", ""))
                .isEqualTo(none.body().replaceAll("\"requestId\":\"[^\"]*\"", ""))
                .doesNotContain("205");
    }

    @Test
    void allReasonsOfAllItemsAreToldAndNothingIsWritten() {
        http.validators.add(draft -> draft.action().equals("order-placed")
                ? List.of(new Reason("/amount", "too_high", "the amount is above the limit"))
                : List.of());
        http.validators.add(draft -> List.of(new Reason("/note", "missing", "a note is needed")));

        HttpResponse<String> one = post(TRACES, LINK);
        HttpResponse<String> batch =
                post(TRACES, "{\"items\":[" + LINK + ",{\"workflow\":\"201\",\"action\":\"other\"}]}");

        assertThat(one.statusCode()).isEqualTo(422);
        assertThat(json(one).path("reasons")).hasSize(2);
        assertThat(one.body()).contains("too_high", "missing").doesNotContain(MARK);
        assertThat(batch.statusCode()).isEqualTo(422);
        assertThat(json(batch).path("items")).hasSize(2);
        assertThat(json(batch).path("items").path(1).path("reasons")).hasSize(1);
        assertThat(http.writing.requests).isEmpty();
    }

    @Test
    void whatWasAcceptedIsNotJudgedAgain() {
        http.writing.known.add("k");
        http.validators.add(draft -> List.of(new Reason("", "no", "the rules are others today")));

        assertThat(post(TRACES, LINK, "Idempotency-Key", "k").statusCode()).isEqualTo(201);
        assertThat(post(TRACES, LINK, "Idempotency-Key", "another").statusCode())
                .isEqualTo(422);
    }

    @Test
    void onlyTheConnectorsOwnCallersWrite() {
        assertThat(code(postAs(TestingHttp.OURS, TRACES, LINK))).isEqualTo("relays_only");
        assertThat(code(postAs(TestingHttp.STATIC, TRACES, LINK, "Connector-Organisation", "gamma")))
                .isEqualTo("organisation_unknown");
        assertThat(postAs(TestingHttp.STATIC, TRACES, LINK, "Connector-Organisation", "beta")
                        .statusCode())
                .isEqualTo(201);
        assertThat(http.writing.requests.getFirst().organisation()).isEqualTo(TestingHttp.BETA);
    }
}
