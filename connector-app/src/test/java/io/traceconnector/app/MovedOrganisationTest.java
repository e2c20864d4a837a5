package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** An organisation gets another tenant while the connector runs, and Trace has nothing new. */
final class MovedOrganisationTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @Test
    void itsLinksAreFoundUnderItsNewTenantAndNowhereElse() throws Exception {
        try (TestingSandbox sandbox = TestingSandbox.start(directory.resolve("sandbox"), 60);
                TestingConnector connector = TestingConnector.start(sandbox, directory)) {
            await().atMost(PATIENCE).until(connector::synchronised);
            List<String> before = connector.everyHash();
            assertThat(before).isNotEmpty();
            String organisation = new ApiClient(connector.management(), Optional.empty())
                    .get("/tenants/default")
                    .path("organisations")
                    .path(0)
                    .stringValue();
            ObjectNode order = JsonLines.MAPPER.createObjectNode().put("id", "trading");
            order.putArray("organisations").add(organisation);

            new ApiClient(connector.management(), Optional.empty()).post("/tenants", order);

            assertThat(connector.manage("/tenants/default")).contains("tenant_unknown");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(connector.everyHash()).containsExactlyInAnyOrderElementsOf(before));
        }
    }
}
