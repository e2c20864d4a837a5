package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole daemon, looked at from outside: on which ports it can be reached. */
class OutboundOnlyTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LINKS = 10;

    @TempDir
    private Path directory;

    private final List<Process> processes = new ArrayList<>();
    private TestingSandbox sandbox;
    private Path log;

    @BeforeEach
    void begin() throws Exception {
        log = directory.resolve("serve.log");
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), LINKS);
    }

    @AfterEach
    void end() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        sandbox.close();
    }

    @Test
    void withoutAListenerForApplicationsLinksAreReadAndNothingButTheManagementPortIsOpen() throws Exception {
        // Were this address listened on, the connector would refuse to let everybody in on it.
        Process process = serve(List.of("--listen", "none"), "http.host=0.0.0.0", "callers.network.enabled=true");
        int management = ServeProcess.port(log, "managementPort");

        awaitSynchronised(management);

        assertThat(ListeningSockets.of(process)).containsExactly(loopback(management));
        assertThat(new ApiClient("http://127.0.0.1:" + management)
                        .get("/tenants/default/service-accounts")
                        .has("serviceAccounts"))
                .isTrue();
        assertThat(Files.readString(log)).doesNotContain("\"port\":");
    }

    @Test
    void withOneThereAreTwoPorts() throws Exception {
        Process process = serve(List.of());
        int management = ServeProcess.port(log, "managementPort");

        awaitSynchronised(management);

        assertThat(ListeningSockets.of(process))
                .containsExactlyInAnyOrder(loopback(management), loopback(ServeProcess.port(log, "port")));
    }

    private Process serve(List<String> options, String... more) throws IOException {
        List<String> settings = TestingConnector.settings(directory.resolve("connector"));
        settings.addAll(List.of(more));
        Process process = ServeProcess.start(sandbox.configuration(), settings, options, log, Map.of());
        processes.add(process);
        ServeProcess.awaitServing(process, log);
        return process;
    }

    private static void awaitSynchronised(int management) {
        ApiClient client = new ApiClient("http://127.0.0.1:" + management);
        await().atMost(PATIENCE).until(() -> {
            JsonNode answer = client.get("/sync");
            return answer.path("synchronised").asBoolean(false)
                    && answer.path("consumers")
                            .valueStream()
                            .anyMatch(feed -> feed.path("passed").asLong() > 0);
        });
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }
}
