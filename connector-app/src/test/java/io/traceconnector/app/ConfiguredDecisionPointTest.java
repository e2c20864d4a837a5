package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.app.callers.pdp.FakePdp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole connector asks the decision point of its configuration. */
final class ConfiguredDecisionPointTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path dir;

    /** In earnest an answer that takes more than 50 ms is none, which happens on a busy machine: so it is asked again. */
    @Test
    void isAskedAndItsStateIsTold() throws Exception {
        try (FakePdp pdp = new FakePdp();
                TestingSandbox sandbox = TestingSandbox.start(dir.resolve("sandbox"), 10);
                TestingConnector connector = TestingConnector.start(
                        sandbox,
                        dir,
                        "callers.authz.pdp.url=" + pdp.url(),
                        "callers.authz.pdp.allow-private=true",
                        "callers.authz.pdp.remembered=0s")) {
            assertThat(connector.manage("/readyz?verbose")).contains("decision-point", "has not been asked yet");
            await().atMost(LONG).until(() -> workflows(connector).statusCode() == 200);
            assertThat(pdp.questions.getFirst().path("action").stringValue()).isEqualTo("workflows:read");

            pdp.rule = input -> false;
            await().atMost(LONG).until(() -> workflows(connector).body().contains("denied_by_pdp"));

            pdp.failing(true);
            assertThat(workflows(connector).body()).contains("pdp_unavailable");
            assertThat(connector.manage("/readyz?verbose")).contains("has to decide about is refused");
            assertThat(connector.manage("/metrics"))
                    .contains("connector_callers_pdp_seconds_count{outcome=\"away\"}")
                    .contains("connector_callers_pdp_requests_total{outcome=\"ok\"}");
        }
    }

    private HttpResponse<String> workflows(TestingConnector connector) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(connector.api() + "/api/v1/workflows"))
                        .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
