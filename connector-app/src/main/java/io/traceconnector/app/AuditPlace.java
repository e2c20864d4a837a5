package io.traceconnector.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command finds the audit log. */
final class AuditPlace {

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "The log's files (default: audit in the configuration's data.directory).")
    private @Nullable Path directory;

    ConnectorConfig config() {
        return Settings.read(options.source()).connector();
    }

    Path directory() {
        Path place = directory == null ? config().data().directory().resolve("audit") : directory;
        if (!Files.isDirectory(place)) {
            throw CommandException.unusable(place + " is no directory; name the audit log's by --directory");
        }
        return place;
    }
}
