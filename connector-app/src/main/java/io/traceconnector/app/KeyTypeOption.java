package io.traceconnector.app;

import io.traceconnector.chainscript.KeySpec;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which kind of key a command makes. */
final class KeyTypeOption {

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description =
                    "rsa-2048, rsa-3072 or rsa-4096 (for encryption or signing), ec-p256 or ed25519 (for signing).")
    private String type;

    KeySpec spec() {
        return KeySpec.of(type)
                .orElseThrow(() -> CommandException.unusable("--type must be one of "
                        + Arrays.stream(KeySpec.values()).map(KeySpec::word).collect(Collectors.joining(", "))));
    }
}
