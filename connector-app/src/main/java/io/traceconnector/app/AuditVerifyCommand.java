package io.traceconnector.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.app.audit.Head;
import io.traceconnector.app.audit.Verification;
import io.traceconnector.app.audit.VerificationReport;
import io.traceconnector.app.keys.ConfiguredKeyRing;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.PublicKeyPem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "verify",
        description = {
            "Finds every line of the audit log that was removed, changed, moved or put in, up to the last signed head; with --head",
            "also whether lines at the end were cut off. Needs no running connector.",
            "Exit code 0 where nothing was found, 1 where something was, 2 where the log or a key cannot be read."
        },
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern LOGGED = Pattern.compile("\"?head\"?\\s*[:=]\\s*\"?([0-9a-f]{64})");

    @Spec
    private CommandSpec spec;

    @Mixin
    private AuditPlace place;

    @Option(
            names = "--head",
            paramLabel = "HASH",
            description =
                    "A head that was kept elsewhere: its hash, or the line of the connector's log output that tells it.")
    private @Nullable String head;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "A public key, as PEM, whose signatures count; may be repeated (default: the configured signing keys).")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        Path directory = place.directory();
        List<PublicKeyPem> keys = files.isEmpty()
                ? configured()
                : files.stream().map(KeyFiles::readPublic).toList();
        try {
            VerificationReport report = new Verification(directory, keys, wanted()).run();
            print(report, spec.commandLine().getOut());
            return report.isWhole() ? 0 : 1;
        } catch (IOException e) {
            throw CommandException.unusable("the audit log cannot be read: " + e.getMessage());
        }
    }

    private Optional<String> wanted() {
        if (head == null) {
            return Optional.empty();
        }
        Matcher logged = LOGGED.matcher(head);
        if (HASH.matcher(head.strip()).matches()) {
            return Optional.of(head.strip());
        }
        if (logged.find()) {
            return Optional.of(logged.group(1));
        }
        throw CommandException.unusable(
                "--head must be 64 hexadecimal digits, or a line of the log output that holds them as head");
    }

    private List<PublicKeyPem> configured() {
        ConnectorConfig config = place.config();
        Algorithms algorithms = Algorithms.platform();
        try (Custodians custodians = new Custodians(config, algorithms, Clock.systemUTC(), new SimpleMeterRegistry());
                KeyRing keys =
                        new ConfiguredKeyRing(config.organisations(), config.keys(), algorithms, custodians.byName())) {
            return keys.organisations().stream()
                    .map(each -> PublicKeyPem.parse(keys.signingKey(each).publicKeyPem()))
                    .toList();
        }
    }

    private void print(VerificationReport report, PrintWriter out) {
        if (output.json()) {
            out.println(JsonLines.MAPPER.writeValueAsString(answer(report)));
            return;
        }
        report.findings().forEach(out::println);
        out.println(report.lines() + " lines in " + report.files() + " files, " + report.heads() + " signed heads; "
                + (report.isWhole() ? "nothing was found" : report.findings().size() + " findings"));
        report.signed()
                .ifPresentOrElse(
                        signed ->
                                out.println("signed up to line number " + signed.number() + ", hash " + signed.hash()),
                        () -> out.println("no line is signed"));
        if (report.unsigned() > 0) {
            out.println(report.unsigned() + " lines at the end are not covered by a signed head");
        }
    }

    private static ObjectNode answer(VerificationReport report) {
        ObjectNode answer = JsonLines.MAPPER
                .createObjectNode()
                .put("whole", report.isWhole())
                .put("files", report.files())
                .put("lines", report.lines())
                .put("heads", report.heads())
                .put("unsigned", report.unsigned());
        report.last().ifPresent(last -> put(answer.putObject("last"), last));
        report.signed().ifPresent(signed -> put(answer.putObject("signed"), signed));
        report.signedAt().ifPresent(time -> answer.put("signedAt", time.toString()));
        ArrayNode findings = answer.putArray("findings");
        report.findings()
                .forEach(finding -> findings.addObject()
                        .put("file", finding.file())
                        .put("line", finding.line())
                        .put("what", finding.what()));
        return answer;
    }

    private static void put(ObjectNode into, Head head) {
        into.put("n", head.number()).put("hash", head.hash());
    }
}
