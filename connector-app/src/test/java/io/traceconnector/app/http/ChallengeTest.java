package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients are told in the header that their libraries read (RFC 6750 section 3). */
final class ChallengeTest {

    private static TokenServer server;

    @BeforeAll
    static void start() {
        server = new TokenServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void nobodyIsAskedForATokenAndToldOfNoError() {
        assertThat(challenges(server.http.send(HttpRequest.newBuilder(server.http.url("/api/v1/workflows")))))
                .anySatisfy(
                        bearer -> assertThat(bearer).startsWith("Bearer realm=").doesNotContain("error"));
    }

    @Test
    void aTokenThatDoesNotCountIsInvalid() {
        assertThat(challenges(server.http.get("no.such.token", "/api/v1/workflows")))
                .anySatisfy(bearer -> assertThat(bearer).contains("error=\"invalid_token\""));
    }

    @Test
    void aTokenThatIsGoodForLessIsInsufficient() {
        HttpResponse<String> refused = server.http.get(server.token(), "/tenants/acme/audit");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(challenges(refused))
                .containsExactly("Bearer realm=\"trace-connector\", error=\"insufficient_scope\"");
    }

    @Test
    void aTokenInTheUrlIsAnInvalidRequest() {
        HttpResponse<String> refused = server.http.get(server.token(), "/api/v1/workflows?access_token=x");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(challenges(refused)).containsExactly("Bearer realm=\"trace-connector\", error=\"invalid_request\"");
    }

    @Test
    void whatHasNothingToDoWithItSaysNothing() {
        HttpResponse<String> unknown = server.http.get(server.token(), "/api/v1/traces/unknown");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(challenges(unknown)).isEmpty();
    }

    private static List<String> challenges(HttpResponse<String> answer) {
        return answer.headers().allValues("WWW-Authenticate");
    }
}
