package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller calls its session is in the audit log, and nothing else that it sends in its place. */
final class AuditedSessionsTest {

    private final TestingHttp http = new TestingHttp();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void whatACallerCallsItsSessionIsRecorded() {
        http.send(asked("no.such.token", "chat-4711.a_b"));
        http.send(asked(TestingHttp.STATIC, "chat-4711.a_b"));

        Awaitility.await().until(() -> !http.audit.lines("refused").isEmpty());
        assertThat(http.audit.lines("refused").getFirst().path("session_id").stringValue())
                .isEqualTo("chat-4711.a_b");
        assertThat(http.audit.lines("request").getFirst().path("session_id").stringValue())
                .isEqualTo("chat-4711.a_b");
    }

    @Test
    void whatIsNoSessionsNameIsNotRecorded() {
        List.of(TestingHttp.ACME, TestingHttp.BETA)
                .forEach(organisation -> http.links.workflows.put(organisation, List.of()));
        List<String> none = List.of(
                "canary7",
                "canary" + "x".repeat(59),
                "canary session",
                "canary\"4711",
                "tcs_canary00_" + "y".repeat(43) + "_canary",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.");
        none.forEach(name -> assertThat(
                        http.send(asked(TestingHttp.STATIC, name)).statusCode())
                .isEqualTo(200));
        http.send(asked(TestingHttp.STATIC, "canary-4711").header("X-Session-Id", "canary-4712"));
        http.send(asked(TestingHttp.STATIC, "x".repeat(64)));

        Awaitility.await().until(() -> http.audit.lines("request").size() == none.size() + 2);
        assertThat(http.audit.text()).contains("x".repeat(64)).doesNotContain("canary", "eyJ");
    }

    private HttpRequest.Builder asked(String token, String session) {
        return http.as(token, "/api/v1/workflows").header("X-Session-Id", session);
    }
}
