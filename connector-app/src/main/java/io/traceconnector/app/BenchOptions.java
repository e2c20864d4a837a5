package io.traceconnector.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.SecretSource;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeySource;
import io.traceconnector.app.keys.KeysConfig;
import io.traceconnector.chainscript.Algorithms;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which keys are measured, by how many threads, for how long. */
final class BenchOptions {

    @Option(names = "--key", paramLabel = "FILE", description = "A private key in a file, read as the daemon reads it.")
    private @Nullable Path key;

    @Option(
            names = "--passphrase",
            paramLabel = "SOURCE",
            description = "Of a protected key: file:PATH, env:NAME or exec:COMMAND.")
    private @Nullable String passphrase;

    @Mixin
    private ConfigOptions config;

    @Option(
            names = "--organisation",
            paramLabel = "ID",
            description = "With --config: this organisation's key only (default: every organisation's newest).")
    private @Nullable String organisation;

    @Option(
            names = "--key-id",
            paramLabel = "HEX",
            description = "With --config: the key whose SHA-256 begins with these digits.")
    private @Nullable String keyId;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many threads use the key at a time, 1 to 1024 (default: 1).")
    private int threads;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = {
                "How long each key is measured, 1 to 600 (default: 10): half of it with the provider that serves,",
                "the other half shared by the other providers. Warming up comes before that."
            })
    private int seconds;

    @Mixin
    private OutputOption output;

    void measure(BenchKind kind, PrintWriter out) {
        checkBounds();
        try {
            if (config.given()) {
                configured(kind, out);
            } else {
                BenchKeys keys = new BenchKeys(kind, new KeysConfig(0), Map.of());
                try (BenchSubject subject = key == null ? keys.throwaway() : keys.file(source(key))) {
                    measure(List.of(subject), out);
                }
            }
        } catch (CustodyException e) {
            throw CommandException.unusable(e.getMessage() + " (" + e.code().spelling() + ")");
        }
    }

    private void checkBounds() {
        require(threads >= 1 && threads <= 1024, "--threads must be 1 to 1024");
        require(seconds >= 1 && seconds <= 600, "--seconds must be 1 to 600");
        require(key == null || !config.given(), "give either --key or --config");
        require(passphrase == null || key != null, "--passphrase goes with --key");
        require(
                config.given() || (organisation == null && keyId == null),
                "--organisation and --key-id go with --config");
    }

    private KeySource source(Path file) {
        return KeySource.ofFile(file, Optional.ofNullable(passphrase).map(SecretSource::new));
    }

    private void configured(BenchKind kind, PrintWriter out) {
        ConnectorConfig connector = Settings.read(config.source()).connector();
        try (Stopping stopping = new Stopping()) {
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            stopping.started("metrics", meters::close);
            Custodians custodians = stopping.started(
                    "custodians", new Custodians(connector, Algorithms.platform(), Clock.systemUTC(), meters));
            BenchKeys keys = new BenchKeys(kind, connector.keys(), custodians.byName());
            List<BenchSubject> subjects = new ArrayList<>();
            connector.organisations().entrySet().stream()
                    .filter(entry -> organisation == null || entry.getKey().equals(new OrganisationId(organisation)))
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> keys.configured(entry.getKey(), entry.getValue(), Optional.ofNullable(keyId))
                            .ifPresent(subject -> subjects.add(stopping.started("key", subject))));
            require(!subjects.isEmpty(), "the configuration has no such key");
            measure(subjects, out);
        }
    }

    private void measure(List<BenchSubject> subjects, PrintWriter out) {
        BenchRun run = new BenchRun(threads, Duration.ofSeconds(seconds));
        BenchReport report = new BenchReport(out, output.json(), subjects.size() > 1);
        subjects.forEach(subject -> report.add(subject, run.measure(subject)));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw CommandException.unusable(message);
        }
    }
}
