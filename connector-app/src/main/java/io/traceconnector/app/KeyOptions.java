package io.traceconnector.app;

import io.traceconnector.api.SecretSource;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Private keys that a verb opens with. */
final class KeyOptions {

    @Option(
            names = "--key",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "A private key in PEM; several may be given.")
    private List<Path> files;

    @Option(
            names = "--passphrase",
            paramLabel = "SOURCE",
            description = "Of protected keys: file:PATH, env:NAME or exec:COMMAND.")
    private @Nullable String passphrase;

    List<PrivateKeyPem> keys() {
        return files.stream()
                .map(file -> KeyFiles.readPrivate(
                        file, Optional.ofNullable(passphrase).map(SecretSource::new)))
                .toList();
    }
}
