package io.traceconnector.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        description = "Shows what callers have used, by day of UTC: calls, tokens asked for, and links given out decrypted.",
        mixinStandardHelpOptions = true)
final class UsageCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ManagementOptions connector;

    @Mixin
    private OutputOption output;

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
}
