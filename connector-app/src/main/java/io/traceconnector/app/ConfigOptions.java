package io.traceconnector.app;

import io.traceconnector.app.config.ConfigSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command is told its configuration. */
final class ConfigOptions {

    private static final String VARIABLE = "CONNECTOR_CONFIG";
    private static final Path STANDARD = Path.of("connector.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (default: $" + VARIABLE + ", else connector.yaml where it exists).")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one value of the configuration, such as http.port=8080; may be repeated.")
    private List<String> settings = new ArrayList<>();

    ConfigSource source() {
        return source(List.of());
    }

    /** @param more {@code key=value} each, which count before those of {@code --set} */
    ConfigSource source(List<String> more) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(more);
        return ConfigSource.read(file(), all, System.getenv());
    }

    /** Whether a file was named on the command line. */
    boolean given() {
        return file != null;
    }

    private Optional<Path> file() {
        if (file != null) {
            return Optional.of(file);
        }
        String variable = System.getenv(VARIABLE);
        if (variable != null) {
            return Optional.of(Path.of(variable));
        }
        return Files.exists(STANDARD) ? Optional.of(STANDARD) : Optional.empty();
    }
}
