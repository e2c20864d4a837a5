package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connector is started while the callers' store cannot be opened: nobody is let in, operators are answered, and it goes on by itself. */
final class CallersStoreAwayTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path dir;

    @Test
    void startsWithoutTheStoreAndLetsCallersInWhenItIsBack() throws Exception {
        try (TestingSandbox sandbox = TestingSandbox.start(dir.resolve("sandbox"), 10)) {
            Path key = dir.resolve("data").resolve("callers").resolve("local.key");
            try (TestingConnector connector = TestingConnector.start(sandbox, dir)) {
                assertThat(tenants(connector).statusCode()).isEqualTo(200);
            }
            byte[] kept = Files.readAllBytes(key);
            Files.write(key, "not a key".getBytes(StandardCharsets.UTF_8));

            try (TestingConnector connector = TestingConnector.start(sandbox, dir)) {
                assertThat(tenants(connector).statusCode()).isEqualTo(503);
                assertThat(tenants(connector).body()).contains("\"callers_store_unavailable\"");
                String ready = connector.manage("/readyz?verbose");
                assertThat(ready).contains("local.key").doesNotContain("the check itself failed");

                Files.write(key, kept);

                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() ->
                                assertThat(tenants(connector).statusCode()).isEqualTo(200));
            }
        }
    }

    private HttpResponse<String> tenants(TestingConnector connector) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(connector.api() + "/tenants"))
                        .header("Authorization", "Bearer " + TestingConnector.TOKEN)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
