package io.traceconnector.app;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "usage",
        description = {
            "Asks a running connector what callers have used, by day of UTC: requests, tokens asked for, links given out decrypted.",
            "This month's until today where nothing else is asked for."
        },
        mixinStandardHelpOptions = true)
final class UsageCommand implements Callable<Integer> {

    private static final List<String> COLUMNS = List.of("day", "tenant", "caller", "calls", "tokenRequests", "links");

    @Spec
    private CommandSpec spec;

    @Option(names = "--tenant", paramLabel = "ID", description = "Of this tenant only.")
    private Optional<String> tenant = Optional.empty();

    @Option(names = "--from", paramLabel = "DAY", description = "First day, such as 2026-11-01.")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", paramLabel = "DAY", description = "Last day.")
    private Optional<LocalDate> to = Optional.empty();

    @Mixin
    private ManagementOptions connector;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws InterruptedException {
        List<String> query = new ArrayList<>();
        tenant.ifPresent(id -> query.add("tenant=" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
        from.ifPresent(day -> query.add("from=" + day));
        to.ifPresent(day -> query.add("to=" + day));
        JsonNode answer = connector.client().get("/usage?" + String.join("&", query));
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(JsonLines.MAPPER.writeValueAsString(answer));
            return 0;
        }
        Table table = new Table(COLUMNS);
        answer.path("usage")
                .forEach(row -> table.add(COLUMNS.stream()
                        .map(column -> row.path(column).asString(""))
                        .toList()));
        table.print(out);
        return 0;
    }
}
