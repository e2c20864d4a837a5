package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.TenantDirectory;
import io.traceconnector.app.callers.pdp.FakePdp;
import io.traceconnector.app.callers.pdp.HttpDecisionPoint;
import io.traceconnector.chainscript.LinkBuilder;
import io.traceconnector.chainscript.LinkJson;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A decision point on a real socket takes away what the policy allows: on routes of each kind, while answers last, and on the record. */
final class DecisionPointTest {

    private static final String READER = "fake-reader";
    private static final String LINK =
            "{\"workflow\":\"201\",\"action\":\"order-placed\",\"data\":{\"note\":\"canary-4711\"}}";

    private final FakePdp pdp = new FakePdp();
    private final HttpDecisionPoint point = pdp.asked(new SimpleMeterRegistry());
    private final TestingHttp http = new TestingHttp(point);
    private final FakeModule module = new FakeModule();

    @BeforeEach
    void run() {
        http.modules.add(module.running());
        http.traces.put(new TraceId("t-1"), List.of());
        http.recognised.knows(
                READER,
                new Principal(
                        "service-account:1",
                        Principal.Kind.SERVICE_ACCOUNT,
                        Optional.of("jane"),
                        Map.of(TenantDirectory.DEFAULT, Rights.of("connector.reader")),
                        Map.of("groups", Set.of("north")),
                        Instant.MAX,
                        "fingerprint-0001"));
    }

    @AfterEach
    void close() {
        module.released.countDown();
        http.close();
        point.close();
        pdp.close();
    }

    private void denying(String action) {
        pdp.rule = input -> !input.path("action").stringValue().equals(action);
    }

    private HttpResponse<String> write(String token) {
        return http.send(http.as(token, "/api/v1/traces").POST(HttpRequest.BodyPublishers.ofString(LINK)));
    }

    private JsonNode recorded(String type) {
        await().until(() -> http.audit.lines(type).size() == 1);
        return http.audit.lines(type).getFirst();
    }

    @Test
    void aNoIsTold() {
        denying("links:read");

        HttpResponse<String> answer = http.get(READER, "/api/v1/traces/t-1");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("denied_by_pdp");
        JsonNode line = recorded("refused");
        assertThat(line.path("code").stringValue()).isEqualTo("denied_by_pdp");
        assertThat(line.path("caller").stringValue()).isEqualTo("service-account:1");
        assertThat(line.path("rules").toString()).isEqualTo("[\"pdp\"]");
    }

    @Test
    void aYesIsOnTheRecordBesideThePolicysOwnRules() {
        assertThat(http.get(READER, "/api/v1/fake/echo/x").statusCode()).isEqualTo(200);

        assertThat(recorded("request").path("rules").toString()).isEqualTo("[\"role connector.reader\",\"pdp\"]");
    }

    @Test
    void noAnswerIsNoAdmission() {
        pdp.failing(true);

        HttpResponse<String> answer = http.get(READER, "/api/v1/fake/echo/x");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("pdp_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(module.callers).isEmpty();
        JsonNode line = recorded("refused");
        assertThat(line.path("code").stringValue()).isEqualTo("pdp_unavailable");
        assertThat(line.path("caller").stringValue()).isEqualTo("service-account:1");

        pdp.failing(false);
        assertThat(http.get(READER, "/api/v1/fake/echo/x").statusCode()).isEqualTo(200);
    }

    @Test
    void whatThePolicyDeniesAndWhatNeedsNoGrantIsNotAsked() {
        pdp.failing(true);

        assertThat(write(READER).body()).contains("insufficient_scope");
        assertThat(http.get("fake-nobody", "/api/v1/workflows").statusCode()).isEqualTo(401);
        assertThat(http.get(READER, "/info").statusCode()).isEqualTo(200);
        assertThat(pdp.received).isEmpty();
    }

    @Test
    void writesAreAskedAboutBeforeAnythingIsDone() {
        denying("links:write");
        assertThat(write(TestingHttp.STATIC).body()).contains("denied_by_pdp");
        assertThat(http.writing.requests).isEmpty();

        denying("links:read");
        assertThat(write(TestingHttp.STATIC).statusCode()).isEqualTo(201);
        assertThat(http.writing.requests).hasSize(1);
    }

    @Test
    void whatIsSignedThroughTheRelayIsAskedAboutAsAWrite() {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("query", "mutation($l:JSON!,$d:JSON){createLink(input:{link:$l,data:$d}){trace{rowId}}}");
        ObjectNode variables = body.putObject("variables");
        variables.set("l", LinkJson.tree(new LinkBuilder("201", "t-1").build()));
        variables.putObject("d").put("note", "canary-4711");
        denying("links:write");

        assertThat(http.graphql(TestingHttp.STATIC, body.toString()).body()).contains("signing_not_granted");
        assertThat(http.relay.calls).isEmpty();

        denying("nothing");
        assertThat(http.graphql(TestingHttp.STATIC, body.toString()).statusCode())
                .isEqualTo(200);
        denying("relay:use");
        assertThat(http.graphql(TestingHttp.STATIC, body.toString()).body()).contains("denied_by_pdp");
        assertThat(http.relay.calls).hasSize(1);
    }

    @Test
    void theCallersOwnRelaysAreAskedAboutToo() {
        denying("account:relay");
        assertThat(http.get(TestingHttp.OURS, "/account/anything").statusCode()).isEqualTo(403);
        assertThat(http.account.received).isEmpty();

        denying("nothing");
        assertThat(http.get(TestingHttp.OURS, "/account/anything").statusCode()).isEqualTo(200);
    }

    @Test
    void isToldTheRouteAndItsIdsAndNothingThatIsSecret() {
        String misplaced = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2VjcmV0";
        http.get(READER, "/api/v1/traces/t-1?q=canary-in-query");
        http.get(READER, "/api/v1/traces/" + misplaced);
        write(TestingHttp.STATIC);
        http.get(TestingHttp.OURS, "/account/anything");

        assertThat(pdp.questions).hasSize(4);
        assertThat(pdp.questions.getFirst().path("resource").toString())
                .isEqualTo("{\"method\":\"GET\",\"route\":\"/api/v1/traces/{id}\",\"ids\":{\"id\":\"t-1\"}}");
        assertThat(pdp.questions.getFirst().path("claims").toString()).isEqualTo("{\"groups\":[\"north\"]}");
        assertThat(String.join("\n", pdp.received))
                .doesNotContain(READER, TestingHttp.STATIC, TestingHttp.OURS)
                .doesNotContain("canary", misplaced, "fingerprint-0001");
    }

    @Test
    void anAnswerThatLastsIsCutWithItsYes() {
        CompletableFuture<HttpResponse<Void>> answer = http.client.sendAsync(
                http.as(READER, "/api/v1/fake/quiet").build(), HttpResponse.BodyHandlers.discarding());
        await().until(() -> module.entered.getCount() == 0);
        await().until(() -> pdp.questions.size() > 3);
        assertThat(answer).isNotDone();

        denying("fake:use");

        await().atMost(Duration.ofSeconds(5)).until(answer::isCompletedExceptionally);
    }
}
