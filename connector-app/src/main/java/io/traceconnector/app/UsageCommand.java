package io.traceconnector.app;

<<<<<<< HEAD
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "usage",
<<<<<<< HEAD
        description = "Shows what callers have used, by day of UTC: calls, tokens asked for, and links given out decrypted.",
        mixinStandardHelpOptions = true)
final class UsageCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

=======
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

>>>>>>> origin/main
    @Mixin
    private ManagementOptions connector;

    @Mixin
    private OutputOption output;

<<<<<<< HEAD
    @Option(names = "--tenant", paramLabel = "ID", description = "Of this tenant only.")
    private @Nullable String tenant;

    @Option(names = "--from", paramLabel = "DAY", description = "First day (default: 30 days with the last one).")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day (default: today).")
    private @Nullable LocalDate to;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer = connector.client().get("/usage" + query());
        if (output.json()) {
            spec.commandLine().getOut().println(JsonLines.MAPPER.writeValueAsString(answer));
        } else {
            table(answer).print(spec.commandLine().getOut());
        }
        return 0;
    }

    private String query() {
        Map<String, Object> given = new LinkedHashMap<>();
        if (tenant != null) {
            given.put("tenant", tenant);
        }
        if (from != null) {
            given.put("from", from);
        }
        if (to != null) {
            given.put("to", to);
        }
        return given.isEmpty()
                ? ""
                : given.entrySet().stream()
                        .map(entry -> entry.getKey() + "="
                                + URLEncoder.encode(entry.getValue().toString(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static Table table(JsonNode answer) {
        Table table = new Table(List.of("DAY", "TENANT", "CALLER", "CALLS", "TOKENS", "LINKS"));
        for (JsonNode row : answer.path("usage")) {
            table.add(List.of("day", "tenant", "caller", "calls", "tokenRequests", "links").stream()
                    .map(name -> row.path(name).asString(""))
                    .toList());
        }
        return table;
    }
=======
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
>>>>>>> origin/main
}
