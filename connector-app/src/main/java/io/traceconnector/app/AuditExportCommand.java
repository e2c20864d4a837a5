package io.traceconnector.app;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.audit.AuditReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = {
            "Writes lines of the audit log, oldest first: as they are, or as a table for spreadsheets. Checks nothing: see verify.",
            "Needs no running connector."
        },
        mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {

    private static final int LINES_AT_ONCE = 1024;

    enum Format {
        json,
        csv
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private AuditPlace place;

    @Option(names = "--since", paramLabel = "TIME", description = "Lines from then on, such as 2026-01-31T12:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Lines before then.")
    private @Nullable String until;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Lines about this tenant.")
    private @Nullable String tenant;

    @Option(names = "--caller", paramLabel = "CALLER", description = "Lines about this caller, by its id.")
    private @Nullable String caller;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "json, one object a line, or csv (default: json).")
    private Format format = Format.json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        AuditReader reader = AuditReader.of(place.directory());
        AuditReader.Query query = new AuditReader.Query(
                0, time("--since", since), time("--until", until), tenant(), Optional.ofNullable(caller));
        try {
            if (format == Format.csv) {
                out.write(AuditTable.head() + '\n');
            }
            reader.read(query, (line, text) -> {
                out.write(format == Format.csv ? AuditTable.row(line) : new String(text, StandardCharsets.US_ASCII));
                out.write('\n');
                // Whoever reads it may have gone; to ask that is to flush.
                return line.path("n").longValue() % LINES_AT_ONCE != 0 || !out.checkError();
            });
            out.flush();
            return 0;
        } catch (IOException e) {
            throw CommandException.unusable("the audit log cannot be read: " + e.getMessage());
        }
    }

    private Optional<TenantId> tenant() {
        try {
            return Optional.ofNullable(tenant).map(TenantId::new);
        } catch (IllegalArgumentException e) {
            throw CommandException.unusable("--tenant: " + e.getMessage());
        }
    }

    private static Optional<Instant> time(String option, @Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw CommandException.unusable(option + " must be a time such as 2026-01-31T12:00:00Z");
        }
    }
}
