package io.traceconnector.app.trace;

import static io.traceconnector.app.trace.TestClient.OURS;
import static io.traceconnector.app.trace.TestClient.WORKFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.TraceException.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is asked of Trace, and what is made of good answers. */
final class QueriesTest {

    private static final TraceId TRACE = new TraceId("7a3c1a5e-0000-4000-8000-000000000001");

    private final TestClient test = new TestClient();
    private final FakeTrace trace = test.trace;

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void asksForAPageBehindACursor() {
        trace.on("/graphql", Reply.json(Answers.page(Answers.edgesTo(2), true, "\"c2\"", 7)));
        LinksPage page = test.client.page(OURS, WORKFLOW, Optional.of(new Cursor("c0")), 2);
        assertThat(page.links()).hasSize(2);
        assertThat(page.hasNext()).isTrue();
        assertThat(page.end()).contains(new Cursor("c2"));
        assertThat(page.total()).isEqualTo(7);
        assertThat(asked(0).path("variables")).isEqualTo(tree("{\"id\":\"211\",\"first\":2,\"after\":\"c0\"}"));
        assertThat(asked(0).path("query").asString()).contains("workflowByRowId", "linkHash raw data");
    }

    @Test
    void asksForTheFirstPageWithoutACursor() {
        trace.on("/graphql", Reply.json(Answers.EMPTY_PAGE));
        test.page();
        assertThat(asked(0).path("variables").has("after")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 501})
    void refusesALimitOutOfBounds(int limit) {
        assertThatThrownBy(() -> test.client.page(OURS, WORKFLOW, Optional.empty(), limit))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnOrganisationThatIsNotConfigured() {
        assertThatThrownBy(() -> test.client.workflows(new OrganisationId("others")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("others");
    }

    @Test
    void tellsThatAWorkflowDoesNotExist() {
        trace.on("/graphql", Reply.json("{\"data\":{\"workflowByRowId\":null}}"));
        TraceException refused = catchThrowableOfType(TraceException.class, test::page);
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused).hasMessageContaining("workflow 211");
    }

    @Test
    void findsWorkflowsOnEveryPage() {
        trace.on(
                "/graphql",
                Reply.json("{\"data\":{\"workflows\":{\"nodes\":[{\"rowId\":\"1\",\"name\":\"orders\"}],"
                        + "\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"w1\"}}}}"),
                Reply.json("{\"data\":{\"workflows\":{\"nodes\":[{\"rowId\":2,\"name\":\"fish\"}],"
                        + "\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null}}}}"));
        assertThat(test.client.workflows(OURS))
                .containsExactly(
                        new Workflow(new WorkflowId("1"), "orders"), new Workflow(new WorkflowId("2"), "fish"));
        assertThat(asked(1).path("variables")).isEqualTo(tree("{\"after\":\"w1\"}"));
    }

    @Test
    void refusesWorkflowsThatLeadInACircle() {
        trace.on(
                "/graphql",
                Reply.json(
                        "{\"data\":{\"workflows\":{\"nodes\":[],\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"w1\"}}}}"));
        assertMalformed(() -> test.client.workflows(OURS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{}}",
                "{\"data\":{\"workflows\":{\"nodes\":[{\"rowId\":true}],\"pageInfo\":{}}}}",
                "{\"data\":{\"workflows\":{\"nodes\":[],\"pageInfo\":{\"hasNextPage\":true}}}}"
            })
    void refusesWorkflowsOfAnotherShape(String answer) {
        trace.on("/graphql", Reply.json(answer));
        assertMalformed(() -> test.client.workflows(OURS));
    }

    @Test
    void readsAllLinksOfATrace() {
        trace.on(
                "/graphql",
                Reply.json(Answers.tracePage(Answers.edges(1, 2), true, "\"t2\"", 3)),
                Reply.json(Answers.tracePage(Answers.edges(3), false, "\"t3\"", 3)));
        Links.TraceLinks links = test.client.trace(OURS, TRACE).orElseThrow();
        assertThat(links.workflow()).isEqualTo(WORKFLOW);
        assertThat(links.links())
                .extracting(link -> link.stated().hex())
                .containsExactly(Answers.hash(1), Answers.hash(2), Answers.hash(3));
        assertThat(links.links()).allMatch(link -> link.cursor().isEmpty());
        assertThat(asked(1).path("variables").path("after").asString()).isEqualTo("t2");
    }

    @Test
    void isEmptyWhereTraceKnowsNoSuchTrace() {
        trace.on("/graphql", Reply.json("{\"data\":{\"traceById\":null}}"));
        assertThat(test.client.trace(OURS, TRACE)).isEmpty();
    }

    @Test
    void refusesATraceBeyondItsBounds() {
        try (TestClient narrow = new TestClient(Duration.ofSeconds(20), new LimitConfig(8, 1024 * 1024, 2, 2048))) {
            narrow.trace.on("/graphql", Reply.json(Answers.tracePage(Answers.edgesTo(3), false, "null", 3)));
            assertThatThrownBy(() -> narrow.client.trace(OURS, TRACE)).hasMessageContaining("more than 2 links");
            String large = Answers.edge(1, "\"" + "x".repeat(3000) + "\"", "null");
            narrow.trace.on("/graphql", Reply.json(Answers.tracePage(large, false, "null", 1)));
            assertThatThrownBy(() -> narrow.client.trace(OURS, TRACE)).hasMessageContaining("more than 2048 bytes");
        }
    }

    @Test
    void refusesATraceThatLeadsInACircle() {
        trace.on("/graphql", Reply.json(Answers.tracePage("", true, "\"t1\"", 3)));
        assertMalformed(() -> test.client.trace(OURS, TRACE));
    }

    @Test
    void findsOwnersAndMembersOfEveryGroupAsSigners() {
        trace.on(
                "/graphql",
                Reply.json("{\"data\":{\"workflowByRowId\":{\"groups\":{\"nodes\":[{\"rowId\":\"5\",\"owner\":"
                        + account("1", "\"A\"") + ",\"members\":{\"nodes\":[{\"account\":" + account("2", "\"B\"")
                        + "},{\"account\":null}],\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"m2\"}}}],"
                        + "\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"g1\"}}}}}"),
                Reply.json("{\"data\":{\"groupByRowId\":{\"members\":{\"nodes\":[{\"account\":" + account("3", "\"C\"")
                        + "},{\"account\":" + account("1", "\"A\"") + "}],\"pageInfo\":{\"hasNextPage\":false}}}}}"),
                Reply.json("{\"data\":{\"workflowByRowId\":{\"groups\":{\"nodes\":[{\"rowId\":\"6\",\"owner\":"
                        + account("4", "null") + ",\"members\":{\"nodes\":[],\"pageInfo\":{}}}],\"pageInfo\":{}}}}}"));
        assertThat(test.client.signers(OURS, WORKFLOW))
                .containsExactly(new AccountKey("1", "A"), new AccountKey("2", "B"), new AccountKey("3", "C"));
        assertThat(asked(1).path("variables")).isEqualTo(tree("{\"id\":\"5\",\"after\":\"m2\"}"));
        assertThat(asked(2).path("variables")).isEqualTo(tree("{\"id\":\"211\",\"after\":\"g1\"}"));
    }

    private static String account(String id, String key) {
        return "{\"rowId\":\"" + id + "\",\"signingKey\":"
                + (key.equals("null") ? "null" : "{\"publicKey\":" + key + "}") + "}";
    }

    private static void assertMalformed(Runnable call) {
        TraceException refused = catchThrowableOfType(TraceException.class, call::run);
        assertThat(refused.kind()).isEqualTo(Kind.MALFORMED);
    }

    private JsonNode asked(int index) {
        return tree(trace.asked("/graphql").get(index).body());
    }

    private static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
