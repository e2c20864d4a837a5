package io.traceconnector.app;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "sync",
        description = "Tells how far the connector has read.",
        mixinStandardHelpOptions = true,
        subcommands = SyncCommand.Status.class)
final class SyncCommand {

    private SyncCommand() {}

    @Command(
            name = "status",
            description = {
                "Asks a running connector how far each consumer is in each feed.",
                "Exit code 0 where everything is synchronised, 1 where not, or where nothing answers."
            },
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {

        private static final List<String> COLUMNS =
                List.of("consumer", "feed", "state", "passed", "total", "closed", "error");

        @Spec
        private CommandSpec spec;

        @Mixin
        private ManagementOptions connector;

        @Mixin
        private OutputOption output;

        @Override
        public Integer call() throws InterruptedException {
            JsonNode answer = connector.client().get("/sync");
            var out = spec.commandLine().getOut();
            if (output.json()) {
                out.println(JsonLines.MAPPER.writeValueAsString(answer));
            } else {
                Table table = new Table(COLUMNS);
                answer.path("consumers")
                        .forEach(row -> table.add(COLUMNS.stream()
                                .map(column -> cell(row.path(column)))
                                .toList()));
                table.print(out);
            }
            return answer.path("synchronised").asBoolean(false) ? 0 : 1;
        }

        private static String cell(JsonNode value) {
            return value.isMissingNode() || value.isNull()
                    ? ""
                    : value.isString() ? value.stringValue() : value.toString();
        }
    }
}
