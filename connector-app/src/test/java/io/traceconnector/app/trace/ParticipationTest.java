package io.traceconnector.app.trace;

import static io.traceconnector.app.trace.TestClient.OURS;
import static io.traceconnector.app.trace.TestClient.WORKFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceconnector.api.TraceId;
import io.traceconnector.app.trace.Participation.EncryptionKey;
import io.traceconnector.app.trace.Participation.Group;
import io.traceconnector.app.trace.TraceException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is asked about a workflow before links are made for it, and the changes of tags. */
final class ParticipationTest {

    private static final String END = "],\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null}}";
    private static final String MORE = "],\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"next\"}}";
    private static final TraceId TRACE = new TraceId("8a726073-3e46-4a54-a001-4f6d729b15c1");

    private final TestClient test = new TestClient();
    private final FakeTrace trace = test.trace;

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void readsEveryPageOfGroupsMembersAndAccounts() {
        trace.on(
                "/graphql",
                Reply.json("{\"data\":{\"myAccount\":{\"rowId\":\"7\",\"user\":null,\"bot\":{\"teams\":{\"nodes\":["
                        + "{\"accountId\":70}" + MORE + "}}}}"),
                Reply.json(workflow("5", group("1", "buyer", "70", "k1", "{\"accountId\":\"70\"}", MORE), MORE)),
                Reply.json(
                        "{\"data\":{\"groupByRowId\":{\"members\":{\"nodes\":[{\"accountId\":\"71\"},{\"accountId\":null}"
                                + END + "}}}"),
                Reply.json(workflow("5", group("2", "supplier", "80", "null", "{\"accountId\":\"81\"}", END), END)),
                Reply.json(
                        "{\"data\":{\"myAccount\":{\"rowId\":\"7\",\"bot\":{\"teams\":{\"nodes\":[{\"accountId\":\"72\"}"
                                + END + "}}}}"));

        assertThat(test.client.participation(OURS, WORKFLOW))
                .isEqualTo(new Participation(
                        "5",
                        "7",
                        Set.of("7", "70", "72"),
                        List.of(
                                new Group(
                                        "1",
                                        "buyer",
                                        Optional.of("70"),
                                        Set.of("70", "71"),
                                        Optional.of(new EncryptionKey("k1", "PEM k1"))),
                                new Group("2", "supplier", Optional.of("80"), Set.of("81"), Optional.empty()))));
    }

    @Test
    void anAccountWithoutMembershipsActsForItself() {
        trace.on(
                "/graphql",
                Reply.json("{\"data\":{\"myAccount\":{\"rowId\":7,\"user\":null,\"bot\":null}}}"),
                Reply.json(workflow("5", "", END)));
        Participation participation = test.client.participation(OURS, WORKFLOW);
        assertThat(participation.accounts()).containsExactly("7");
        assertThat(participation.groups()).isEmpty();
    }

    @Test
    void refusesAWorkflowThatTraceDoesNotShow() {
        trace.on(
                "/graphql",
                Reply.json("{\"data\":{\"myAccount\":{\"rowId\":7}}}"),
                Reply.json("{\"data\":{\"workflowByRowId\":null}}"));
        TraceException refused =
                catchThrowableOfType(TraceException.class, () -> test.client.participation(OURS, WORKFLOW));
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void changesTagsAndTriesAgainWhereThatMayNotHaveArrived() {
        trace.on(
                "/graphql",
                Reply.cut("{"),
                Reply.json("{\"data\":{\"changed\":{\"trace\":{\"tags\":[\"red\",\"blue\"]}}}}"));
        assertThat(test.client.addTags(OURS, TRACE, List.of("blue"))).containsExactly("red", "blue");
        JsonNode asked =
                JsonMapper.shared().readTree(trace.asked("/graphql").getLast().body());
        assertThat(asked.path("query").stringValue()).contains("addTagsToTrace(");
        assertThat(asked.path("variables").toString()).contains("\"trace\":\"" + TRACE + "\"", "\"tags\":[\"blue\"]");

        assertThat(test.client.removeTags(OURS, TRACE, List.of("green"))).containsExactly("red", "blue");
        assertThat(trace.asked("/graphql").getLast().body()).contains("removeTagsFromTrace(");
    }

    @Test
    void refusesTagsForATraceThatTraceDoesNotShow() {
        trace.on("/graphql", Reply.json("{\"data\":{\"changed\":{\"trace\":null}}}"));
        TraceException refused =
                catchThrowableOfType(TraceException.class, () -> test.client.addTags(OURS, TRACE, List.of("blue")));
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
    }

    private static String workflow(String config, String groups, String end) {
        return "{\"data\":{\"workflowByRowId\":{\"config\":{\"rowId\":\"" + config + "\"},\"groups\":{\"nodes\":["
                + groups + end + "}}}";
    }

    private static String group(String id, String label, String owner, String key, String members, String end) {
        return "{\"rowId\":\"" + id + "\",\"label\":\"" + label + "\",\"owner\":{\"rowId\":\"" + owner
                + "\",\"encryptionKey\":"
                + (key.equals("null") ? key : "{\"rowId\":\"" + key + "\",\"publicKey\":\"PEM " + key + "\"}")
                + "},\"members\":{\"nodes\":[" + members + end + "}";
    }
}
