package io.traceconnector.app;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.SecretSource;
import io.traceconnector.app.decrypt.LinkKeys;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeySource;
import io.traceconnector.app.keys.LooseKeys;
import io.traceconnector.app.keys.Unwrapper;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.app.trace.Workflow;
import io.traceconnector.chainscript.Algorithms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "drill",
        description = {
            "Proves that the backup of a decryption key opens links: reads a sample of those that are encrypted for it from",
            "Trace and opens each with the backup alone. Shows no data. The date is kept, and shown by keys status, keys plan",
            "and /readyz. Exit code 0 where every link of the sample was opened, 1 where not."
        },
        mixinStandardHelpOptions = true)
final class KeysDrillCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Option(names = "--file", paramLabel = "FILE", description = "The backup: PEM or PKCS#12.")
    private @Nullable Path file;

    @Option(
            names = "--passphrase",
            paramLabel = "SOURCE",
            description = "Of the file: file:PATH, env:NAME or exec:COMMAND.")
    private @Nullable String passphrase;

    @Option(names = "--alias", paramLabel = "NAME", description = "Of the key in a PKCS#12 file with several.")
    private @Nullable String alias;

    @Option(names = "--hsm", paramLabel = "NAME", description = "The backup: a configured token.")
    private @Nullable String hsm;

    @Option(names = "--label", paramLabel = "LABEL", description = "Of the key in the token.")
    private @Nullable String label;

    @Option(names = "--id", paramLabel = "HEX", description = "Of the key in the token.")
    private @Nullable String id;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many links of each workflow, 1 to 10000 (default: 10).")
    private int sample;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws IOException {
        if (sample < 1 || sample > 10_000) {
            throw CommandException.unusable("--sample must be 1 to 10000");
        }
        ConnectorConfig config = Settings.read(options.source()).connector();
        try (KeysAndTrace open = KeysAndTrace.open(config);
                Unwrapper backup = new LooseKeys(config.keys(), Algorithms.platform(), open.custodians())
                        .unwrappers(source())
                        .getFirst()) {
            return drill(config, open, backup);
        } catch (CustodyException e) {
            throw CommandException.unusable(e.getMessage() + " (" + e.code().spelling() + ")");
        } catch (TraceException e) {
            throw CommandException.failed("Trace did not give the links: " + e.getMessage());
        }
    }

    private KeySource source() {
        try {
            return new KeySource(
                    Optional.ofNullable(file),
                    Optional.empty(),
                    Optional.ofNullable(passphrase).map(SecretSource::new),
                    Optional.ofNullable(alias),
                    Optional.ofNullable(hsm),
                    Optional.empty(),
                    Optional.ofNullable(label),
                    Optional.ofNullable(id));
        } catch (IllegalArgumentException e) {
            throw CommandException.unusable(String.valueOf(e.getMessage()));
        }
    }

    private int drill(ConnectorConfig config, KeysAndTrace open, Unwrapper backup) throws IOException {
        KeyId key = new KeyId(backup.publicKey().fingerprint().hex());
        LinkKeys readers = new LinkKeys(Algorithms.platform(), config.decrypt().unwrapDeadline());
        KeyDrill drill = new KeyDrill(readers, key, backup, sample);
        boolean configured = false;
        for (Map.Entry<OrganisationId, Set<KeyId>> ours : open.decryptionKeys().entrySet()) {
            configured |= ours.getValue().contains(key);
            for (Workflow workflow : open.links().workflows(ours.getKey())) {
                drill.begin();
                new LinkScan(open.links()).read(ours.getKey(), workflow, (id, link) -> drill.tryOn(link));
            }
        }
        Instant at = Instant.now();
        if (drill.passed()) {
            new DrillLog(DataDirectory.make(config.data().directory())).passed(key, at, drill.opened());
        }
        ObjectNode answer = JsonLines.MAPPER.createObjectNode().put("key", key.spkiSha256());
        answer.put("configured", configured)
                .put("opened", drill.opened())
                .put("failed", drill.failed())
                .put("passed", drill.passed());
        if (drill.passed()) {
            answer.put("at", at.toString());
        } else if (drill.opened() + drill.failed() == 0) {
            answer.put(
                    "why", "no link of our workflows is encrypted for this key; is it the backup of one of our keys?");
        }
        output.print(spec.commandLine().getOut(), answer);
        return drill.passed() ? 0 : 1;
    }
}
