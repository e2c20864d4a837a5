package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that is built anew after a restart. */
class ReadingAgainTest {

    private static final int LINKS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void costsNoPrivateKeyOperationForAnyLink() throws Exception {
        Path data = directory.resolve("connector");
        try (TestingSandbox sandbox = TestingSandbox.start(directory.resolve("sandbox"), LINKS)) {
            List<String> before = index(sandbox, data);
            deleteAll(data.resolve("data/modules"));

            try (TestingConnector connector = TestingConnector.start(sandbox, data)) {
                awaitIndex(connector, sandbox);
                assertThat(connector.everyHash()).containsExactlyInAnyOrderElementsOf(before);
                // One for each local key; the sandbox's organisation has two decryption keys.
                assertThat(metric(connector, "connector_decrypt_unwrap_seconds_count"))
                        .isEqualTo(2);
                assertThat(metric(connector, "connector_decrypt_kept_open")).isEqualTo(2);
            }
        }
        assertThat(data.resolve("data/keys-remembered")).isDirectoryContaining(Files::isDirectory);
    }

    private static List<String> index(TestingSandbox sandbox, Path data) throws Exception {
        try (TestingConnector connector = TestingConnector.start(sandbox, data)) {
            awaitIndex(connector, sandbox);
            assertThat(metric(connector, "connector_decrypt_unwrap_seconds_count"))
                    .isGreaterThanOrEqualTo(sandbox.linksForUs());
            return connector.everyHash();
        }
    }

    private static void awaitIndex(TestingConnector connector, TestingSandbox sandbox) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(CommandException.class)
                .until(() -> total(connector) == sandbox.linksForUs());
    }

    private static long total(TestingConnector connector) throws InterruptedException {
        return connector.search("*:*", 0, Optional.empty()).path("total").longValue();
    }

    private static double metric(TestingConnector connector, String name) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(connector.management() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .sum();
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
