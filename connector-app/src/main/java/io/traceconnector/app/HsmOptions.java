package io.traceconnector.app;

import io.traceconnector.api.SecretSource;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.pkcs11.HsmConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which token a command is about: one of the configuration, or one that the options describe. */
final class HsmOptions {

    @Mixin
    private ConfigOptions config;

    @Option(
            names = "--hsm",
            paramLabel = "NAME",
            description = "A token of the configuration's section hsms; may be left out where there is one.")
    private @Nullable String name;

    @Option(
            names = "--library",
            paramLabel = "FILE",
            description = "The PKCS#11 library, for a token that is not in a configuration.")
    private @Nullable Path library;

    @Option(names = "--token-label", paramLabel = "LABEL", description = "The token, with --library.")
    private @Nullable String tokenLabel;

    @Option(
            names = "--pin",
            paramLabel = "SOURCE",
            description = "Its user's PIN, with --library: file:PATH or env:NAME.")
    private @Nullable String pin;

    /** The library; its tokens can be listed without a PIN. */
    Path library() {
        return library != null ? library : token().config().library();
    }

    /** Empty where only a library was given. */
    Optional<Named> tokenIfGiven() {
        return library != null && tokenLabel == null && pin == null ? Optional.empty() : Optional.of(token());
    }

    Named token() {
        if (library == null) {
            return configured();
        }
        if (tokenLabel == null || pin == null) {
            throw CommandException.unusable("--library goes with --token-label LABEL and --pin file:PATH or env:NAME");
        }
        try {
            return new Named(
                    tokenLabel,
                    HsmConfig.ofToken(library, tokenLabel, new SecretSource(pin)),
                    new KeyFileAccess(false));
        } catch (IllegalArgumentException e) {
            throw CommandException.unusable("--pin: " + e.getMessage());
        }
    }

    private Named configured() {
        ConnectorConfig connector = Settings.read(config.source()).connector();
        Map<String, HsmConfig> hsms = connector.hsms();
        return hsms.entrySet().stream()
                .filter(entry ->
                        name == null ? hsms.size() == 1 : entry.getKey().equals(name))
                .map(entry -> new Named(
                        entry.getKey(), entry.getValue(), connector.keys().fileAccess()))
                .findFirst()
                .orElseThrow(() -> CommandException.unusable(
                        hsms.isEmpty()
                                ? "the configuration has no section hsms; give --library, --token-label and --pin instead"
                                : "give --hsm with one of " + String.join(", ", hsms.keySet())));
    }

    /** @param access who may have access to a file with the PIN */
    record Named(String name, HsmConfig config, KeyFileAccess access) {}
}
