package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has logged in has what is asked and answered, and nothing that lasts. */
final class OperatorStreamsTest {

    private final TokenServer server = new TokenServer();
    private final FakeModule module = new FakeModule();

    @BeforeEach
    void run() {
        server.http.modules.add(module.running());
    }

    @AfterEach
    void close() {
        module.released.countDown();
        server.close();
    }

    private HttpResponse<String> get(String token, String path) {
        return server.http.send(server.http.as(token, path).header("Connector-Tenant", "acme"));
    }

    @Test
    void anOperatorsTokenOpensNoStreamOfEvents() {
        HttpResponse<String> session = server.http.send(HttpRequest.newBuilder(server.http.url("/auth/login"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"olga\",\"password\":\"correct horse\"}")));
        String operators = TokenServer.json(session).path("access_token").asString();
        module.released.countDown();

        assertThat(get(operators, "/api/v1/fake/lasting").statusCode()).isEqualTo(403);
        assertThat(get(operators, "/api/v1/fake/lasting").body()).contains("stream_refused");
        assertThat(get(operators, "/api/v1/fake/stream").statusCode()).isEqualTo(200);
        assertThat(get(server.token(), "/api/v1/fake/lasting").statusCode()).isEqualTo(200);
    }
}
