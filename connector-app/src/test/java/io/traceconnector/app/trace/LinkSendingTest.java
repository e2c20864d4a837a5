package io.traceconnector.app.trace;

import static io.traceconnector.app.trace.TestClient.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.chainscript.LinkBuilder;
import io.traceconnector.chainscript.LinkJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said of a link that was sent, for everything that Trace may answer. */
final class LinkSendingTest {

    private static final String TRACE = "8a726073-3e46-4a54-a001-4f6d729b15c1";
    private static final byte[] LINK =
            LinkJson.write(new LinkBuilder("211", TRACE).priority(1).build());
    private static final String CREATED = "{\"data\":{\"createLink\":{\"trace\":{\"rowId\":\"" + TRACE + "\"}}}}";

    private final TestClient test = new TestClient();
    private final FakeTrace trace = test.trace;

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void isAcceptedWhereTraceNamesTheTrace() {
        trace.on("/graphql", Reply.json(CREATED));
        assertThat(send()).isEqualTo(new Sending.Accepted());
        JsonNode asked = asked();
        assertThat(asked.path("query").stringValue())
                .isEqualTo("mutation createLink($link: JSON!, $data: JSON)"
                        + " { createLink(input: {link: $link, data: $data}) { trace { rowId } } }");
        assertThat(asked.path("variables").path("link")).isEqualTo(tree(new String(LINK, StandardCharsets.UTF_8)));
        assertThat(asked.path("variables").has("data")).isFalse();
    }

    @Test
    void sendsTheFormBesideTheLink() {
        trace.on("/graphql", Reply.json(CREATED));
        byte[] form = "{\"weight\":12}".getBytes(StandardCharsets.UTF_8);
        assertThat(test.client.send(OURS, LINK, Optional.of(form), Duration.ofSeconds(10)))
                .isEqualTo(new Sending.Accepted());
        assertThat(asked().path("variables").path("data")).isEqualTo(tree("{\"weight\":12}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prevLinkHash is not the hash of the trace's head",
                "the trace has a first link already",
                "the link exists already",
                "Parent link is not the head of the trace",
                "the parent already has a child",
                "previous link is not head anymore",
                "out degree exceeded",
                "link already exists",
                "duplicate key value violates unique constraint links_pkey"
            })
    void isToldThatTheHeadMoved(String message) {
        for (int status : new int[] {200, 400, 409}) {
            trace.on("/graphql", error(status, message));
            assertThat(send()).isEqualTo(new Sending.HeadMoved(message));
        }
    }

    @Test
    void isToldThatTheConfigurationIsOld() {
        for (int status : new int[] {200, 400}) {
            trace.on("/graphql", error(status, "link config deprecated"));
            assertThat(send()).isEqualTo(new Sending.ConfigDeprecated("link config deprecated"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action \\\"X\\\" not in next actions of \\\"G\\\"",
                "Form data is not valid: [..]",
                "Form data is not valid: [previous link already exists]",
                "the link is not signed",
                "workflow 12 not found"
            })
    void isRefusedForAnotherReason(String message) {
        trace.on("/graphql", error(400, message));
        assertThat(send()).isEqualTo(new Sending.Refused(400, message.replace("\\", "")));
        trace.on("/graphql", Reply.json("{\"errors\":[{\"message\":\"" + message + "\"}]}"));
        assertThat(send()).isEqualTo(new Sending.Refused(0, message.replace("\\", "")));
    }

    @Test
    void boundsWhatTraceSays() {
        trace.on("/graphql", error(400, "a\\nb" + "x".repeat(5000)));
        assertThat(send())
                .isInstanceOfSatisfying(
                        Sending.Refused.class,
                        refused -> assertThat(refused.message())
                                .startsWith("a bxx")
                                .hasSize(201));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | nothing",
                "502 | nothing",
                "503 | {\"errors\":[{\"message\":\"link config deprecated\"}]}",
                "408 | nothing",
                "302 | nothing",
                "204 | ''",
                "200 | <html>",
                "200 | {\"data\":{\"createLink\"",
                "200 | {\"data\":{\"createLink\":null}}",
                "200 | {\"data\":{\"createLink\":{\"trace\":null}}}",
                "200 | {\"data\":{\"createLink\":{\"trace\":{\"rowId\":\"11111111-3e46-4a54-a001-4f6d729b15c1\"}}}}",
                "200 | {\"errors\":[]}",
                "200 | {\"errors\":[{\"message\":\"x\",\"status\":500}]}",
                "400 | <html>",
                "403 | {}"
            })
    void isUnknownWhereTheAnswerIsNotClear(int status, String body) {
        byte[] bytes = body.strip().getBytes(StandardCharsets.UTF_8);
        trace.on(
                "/graphql",
                status == 204
                        ? exchange -> exchange.sendResponseHeaders(204, -1)
                        : Reply.of(status, Map.of("Location", "/elsewhere"), bytes));
        assertThat(send()).isInstanceOf(Sending.Unknown.class);
        assertThat(trace.asked("/graphql")).hasSize(1);
    }

    @Test
    void isUnknownWhereTraceGivesALinkAndAnError() {
        trace.on(
                "/graphql",
                Reply.json(CREATED.replace("}}}}", "}}},\"errors\":[{\"message\":\"link exists already\"}]}")));
        assertThat(send()).isInstanceOf(Sending.Unknown.class);
    }

    @Test
    void isUnknownWhereTheAnswerIsCutOrTooLarge() {
        trace.on("/graphql", Reply.cut(CREATED));
        assertThat(send()).isInstanceOf(Sending.Unknown.class);
        trace.on("/graphql", Reply.json(" ".repeat(1024 * 1024) + CREATED));
        assertThat(send()).isInstanceOf(Sending.Unknown.class);
        assertThat(trace.asked("/graphql")).hasSize(2);
    }

    @Test
    void isUnknownWhereNoAnswerComesBeforeTheDeadline() {
        CountDownLatch release = new CountDownLatch(1);
        trace.on("/graphql", Reply.json(CREATED).after(release));
        assertThat(test.client.send(OURS, LINK, Optional.empty(), Duration.ofMillis(300)))
                .isInstanceOf(Sending.Unknown.class);
        release.countDown();
    }

    @Test
    void isSentOnceMoreWithANewSessionAfterA401() {
        trace.on("/graphql", Reply.status(401), Reply.json(CREATED));
        assertThat(send()).isEqualTo(new Sending.Accepted());
        assertThat(trace.asked("/login")).hasSize(2);
        trace.on("/graphql", error(200, "token expired\",\"status\":401,\"x\":\""), Reply.json(CREATED));
        assertThat(send()).isEqualTo(new Sending.Accepted());
    }

    @Test
    void isNotSentWhereTraceKeepsRefusingTheSession() {
        trace.on("/graphql", Reply.status(401));
        assertThat(send()).isInstanceOf(Sending.NotSent.class);
        assertThat(trace.asked("/graphql")).hasSize(2);
    }

    @Test
    void isNotSentWhereTraceAsksForAPause() {
        trace.on("/graphql", Reply.status(429));
        assertThat(send()).isInstanceOf(Sending.NotSent.class);
        assertThat(trace.asked("/graphql")).hasSize(1);
    }

    @Test
    void isNotSentWithoutASession() {
        trace.on("/login", Reply.status(403));
        assertThat(send()).isInstanceOf(Sending.NotSent.class);
        trace.on("/login", Reply.status(503));
        assertThat(send()).isInstanceOf(Sending.NotSent.class);
        assertThat(trace.asked("/graphql")).isEmpty();
    }

    @Test
    void isNotSentForAnOrganisationThatIsNotOurs() {
        assertThat(test.client.send(new OrganisationId("gone"), LINK, Optional.empty(), Duration.ofSeconds(10)))
                .isInstanceOf(Sending.NotSent.class);
    }

    @Test
    void isNotSentWhereNothingListens() {
        trace.on("/graphql", Reply.json(CREATED));
        assertThat(send()).isEqualTo(new Sending.Accepted());
        trace.close();
        assertThat(send()).isInstanceOfAny(Sending.NotSent.class, Sending.Unknown.class);
        assertThat(send()).isInstanceOf(Sending.NotSent.class);
    }

    @Test
    void isNotSentWhileTraceIsLeftAlone() {
        trace.on("/graphql", Reply.status(503));
        for (int i = 0; i < 10; i++) {
            assertThat(send()).isInstanceOf(Sending.Unknown.class);
        }
        assertThat(send()).isInstanceOf(Sending.NotSent.class);
        assertThat(trace.asked("/graphql")).hasSize(10);
    }

    @Test
    void neverOpensTheCircuitWithALinkThatTraceFailsOn() {
        trace.on("/graphql", Reply.status(500));
        for (int i = 0; i < 12; i++) {
            assertThat(send()).isInstanceOf(Sending.Unknown.class);
        }
        assertThat(trace.asked("/graphql")).hasSize(12);
    }

    @Test
    void refusesWhatIsNoLink() {
        byte[] nonsense = "{\"meta\":".getBytes(StandardCharsets.UTF_8);
        assertThat(test.client.send(OURS, nonsense, Optional.empty(), Duration.ofSeconds(10)))
                .isInstanceOf(Sending.Refused.class);
        assertThat(trace.asked("/graphql")).isEmpty();
    }

    private Sending send() {
        return test.client.send(OURS, LINK, Optional.empty(), Duration.ofSeconds(10));
    }

    private static Reply error(int status, String message) {
        String body = "{\"data\":{\"createLink\":null},\"errors\":[{\"message\":\"" + message + "\"}]}";
        return Reply.of(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode asked() {
        return tree(trace.asked("/graphql").getLast().body());
    }

    private static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
