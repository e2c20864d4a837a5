package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Payload;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.Workflow;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LinkViewsTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TraceId TRACE = new TraceId("t-1");

    private final TestingHttp http = new TestingHttp();

    @AfterEach
    void close() {
        http.close();
    }

    private JsonNode get(String path) {
        HttpResponse<String> response = http.get(TestingHttp.STATIC, path);
        assertThat(response.statusCode()).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }

    private int status(String token, String path) {
        return http.get(token, path).statusCode();
    }

    @Test
    void workflowsSayWhichOrganisationsTakePart() {
        Workflow shared = new Workflow(new WorkflowId("1"), "Orders");
        http.links.workflows.put(TestingHttp.ACME, List.of(shared));
        http.links.workflows.put(TestingHttp.BETA, List.of(shared, new Workflow(new WorkflowId("2"), "Customs")));

        JsonNode workflows = get("/api/v1/workflows").path("workflows");

        assertThat(workflows.toString())
                .isEqualTo("[{\"id\":\"1\",\"name\":\"Orders\",\"organisations\":[\"acme\",\"beta\"]},"
                        + "{\"id\":\"2\",\"name\":\"Customs\",\"organisations\":[\"beta\"]}]");
    }

    @Test
    void aTraceShowsWhatIsOpenAndSaysWhyTheRestIsNot() {
        http.traces.put(
                TRACE,
                List.of(
                        Segments.of(TRACE, 'a', new Payload.Opened(FakeOpener.SECRET)),
                        Segments.of(TRACE, 'b', new Payload.NotForUs()),
                        Segments.of(TRACE, 'c', new Payload.Closed(Payload.Reason.TOO_LARGE))));

        JsonNode links = get("/api/v1/traces/t-1").path("links");

        assertThat(links.path(0).path("data").path("secret").asString()).isEqualTo("opened");
        assertThat(links.path(0).path("verification").path("signer").asString()).isEqualTo("unsigned");
        assertThat(links.path(1).path("reason").asString()).isEqualTo("not-for-us");
        assertThat(links.path(2).path("reason").asString()).isEqualTo("too-large");
        assertThat(links.path(1).has("data")).isFalse();
        assertThat(links.path(2).has("data")).isFalse();
    }

    @Test
    void aLinkIsFoundByItsTraceOrByAModuleThatKnowsIt() {
        LinkHash hash = Segments.hash('a');
        http.traces.put(TRACE, List.of(Segments.of(TRACE, 'a', new Payload.Plain(FakeOpener.SECRET))));
        FakeModule module = new FakeModule();
        http.modules.add(module.running());

        assertThat(get("/api/v1/links/" + hash + "?trace=t-1").path("outcome").asString())
                .isEqualTo("plain");
        assertThat(http.get(TestingHttp.STATIC, "/api/v1/links/" + hash).body()).contains("link_unknown", "?trace=");

        module.located.put(hash, TRACE);

        assertThat(get("/api/v1/links/" + hash).path("hash").asString()).isEqualTo(hash.hex());
        assertThat(status(TestingHttp.STATIC, "/api/v1/links/" + Segments.hash('b') + "?trace=t-1"))
                .isEqualTo(404);
        assertThat(status(TestingHttp.STATIC, "/api/v1/links/xyz")).isEqualTo(400);
    }

    @Test
    void whatIsUnknownIsNotFound() {
        assertThat(status(TestingHttp.STATIC, "/api/v1/traces/none")).isEqualTo(404);
        assertThat(status(TestingHttp.STATIC, "/api/v1/nothing")).isEqualTo(404);
        assertThat(status(TestingHttp.STATIC, "/api/v1/workflows/")).isEqualTo(404);
    }

    @Test
    void accountsArePartnersHere() {
        http.traces.put(TRACE, List.of(Segments.of(TRACE, 'a', new Payload.Opened(FakeOpener.SECRET))));

        assertThat(status(TestingHttp.OURS, "/api/v1/traces/t-1")).isEqualTo(403);
        assertThat(http.get(TestingHttp.PARTNERS, "/api/v1/traces/t-1").body()).doesNotContain("opened");
    }

    @Test
    void thatTraceIsAwaySaysNoInnerWords() {
        HttpResponse<String> response = http.get(TestingHttp.STATIC, "/api/v1/workflows");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("trace_unavailable").doesNotContain("trace.internal");
    }
}
