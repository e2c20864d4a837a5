package io.traceconnector.app;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Where a verb reads its lines. */
final class InputOption {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Newline-delimited JSON to read (default: standard input).")
    private @Nullable Path file;

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }
}
