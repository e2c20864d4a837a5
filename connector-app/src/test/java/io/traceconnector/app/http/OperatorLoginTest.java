package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator's login, over real sockets. */
final class OperatorLoginTest {

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
    void givesATokenUntilLogOut() {
        HttpResponse<String> login = login("{\"name\":\"olga\",\"password\":\"correct horse\"}");
        String token = TokenServer.json(login).path("access_token").asString();

        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(server.http.get(token, "/info").statusCode()).isEqualTo(200);
        // An operator's token is nothing that a client could trade or be.
        assertThat(server.post(
                                server.endpoint("token"),
                                Map.of("grant_type", "client_credentials"),
                                "Authorization",
                                "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.http
                        .send(server.http.as(token, "/auth/logout").POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.http.get(token, "/info").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"olga\",\"password\":\"wrong\"}",
                "{\"name\":\"nobody\",\"password\":\"correct horse\"}"
            })
    void letsNobodyInWithAnotherPassword(String body) {
        assertThat(login(body).statusCode()).isEqualTo(401);
    }

    private static HttpResponse<String> login(String body) {
        return server.http.send(HttpRequest.newBuilder(server.http.url("/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
