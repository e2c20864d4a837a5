package io.traceconnector.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceconnector.api.Default;
import io.traceconnector.api.SecretSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourceTest {

    @TempDir
    Path directory;

    enum Level {
        LOW,
        VERY_HIGH
    }

    record Name(String value) {}

    record Server(
            @Default("127.0.0.1") String host,
            @Default("8903") int port) {
        Server {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port must be 0 to 65535");
            }
        }
    }

    record Root(
            Server http,
            URI url,
            @Default("5s") Duration pollInterval,
            @Default("64MiB") long maxBytes,
            @Default("very-high") Level level,
            Optional<SecretSource> token,
            Optional<Path> directory,
            List<Name> names,
            Map<Name, Server> servers) {}

    @Test
    void bindsAFileWithItsDefaults() throws IOException {
        Path file = write("url: https://trace.example.com\nservers: {a: {port: 1}}\nnames: [x, y]\ndirectory: data\n");

        Root root = read(file, List.of(), Map.of());

        assertThat(root.http()).isEqualTo(new Server("127.0.0.1", 8903));
        assertThat(root.pollInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(root.maxBytes()).isEqualTo(64L << 20);
        assertThat(root.level()).isEqualTo(Level.VERY_HIGH);
        assertThat(root.token()).isEmpty();
        assertThat(root.names()).containsExactly(new Name("x"), new Name("y"));
        assertThat(root.servers()).containsEntry(new Name("a"), new Server("127.0.0.1", 1));
        assertThat(root.directory()).contains(directory.resolve("data"));
    }

    @Test
    void prefersOptionsToTheEnvironmentAndTheEnvironmentToTheFile() throws IOException {
        Path file = write("url: https://a.example.com\nhttp: {port: 1, host: h}\npoll-interval: 1s\n");

        Root root = read(
                file,
                List.of("http.port=3"),
                Map.of("CONNECTOR_HTTP_PORT", "2", "CONNECTOR_POLL_INTERVAL", "2m", "CONNECTOR_TOKEN_FILE", "/run/t"));

        assertThat(root.http()).isEqualTo(new Server("h", 3));
        assertThat(root.pollInterval()).isEqualTo(Duration.ofMinutes(2));
        assertThat(root.token()).contains(new SecretSource("file:/run/t"));
    }

    @Test
    void reportsEveryProblemWithPathLineAndSuggestion() throws IOException {
        Path file = write("""
                url: nowhere
                http:
                  prot: 1
                  port: 70000
                level: middling
                """);

        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> read(file, List.of("names.x=1"), Map.of()));

        assertThat(refused.problems())
                .extracting(ConfigProblem::path)
                .containsExactlyInAnyOrder("url", "http.prot", "http", "level", "names[0]");
        assertThat(refused.getMessage())
                .contains(file + ":3: http.prot: unknown key; did you mean port?")
                .contains("port must be 0 to 65535")
                .contains("must be one of low, very-high");
    }

    @Test
    void neverRepeatsASecretThatWasWrittenInPlace() throws IOException {
        Path file = write("url: https://a.example.com\ntoken: hunter2\n");

        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> read(file, List.of(), Map.of()));

        assertThat(refused)
                .hasMessageContaining("file:PATH, env:NAME or exec:COMMAND")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void refusesDuplicateKeysAndBrokenYaml() throws IOException {
        assertThat(catchThrowableOfType(
                        ConfigException.class,
                        () -> read(write("url: https://a\nurl: https://b\n"), List.of(), Map.of())))
                .hasMessageContaining("url");
        assertThat(catchThrowableOfType(
                        ConfigException.class, () -> read(write("url: [unclosed\n"), List.of(), Map.of())))
                .hasMessageContaining("not valid YAML");
    }

    @Test
    void saysThatAFileIsNotThere() {
        assertThat(catchThrowableOfType(
                        ConfigException.class, () -> read(directory.resolve("none.yaml"), List.of(), Map.of())))
                .hasMessageContaining("does not exist");
    }

    private static Root read(Path file, List<String> settings, Map<String, String> environment) {
        return ConfigSource.read(Optional.of(file), settings, environment).bind(Root.class);
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("connector.yaml"), yaml);
    }
}
