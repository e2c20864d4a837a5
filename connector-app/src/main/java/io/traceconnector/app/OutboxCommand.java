package io.traceconnector.app;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "outbox",
        description = "Shows links that a running connector has accepted and not yet written, and decides about them.",
        mixinStandardHelpOptions = true,
        subcommands = {OutboxCommand.Listing.class, OutboxCommand.Retry.class, OutboxCommand.Drop.class})
final class OutboxCommand {

    private OutboxCommand() {}

    @Command(
            name = "list",
            description = {
                "Shows the accepted links that are not on Trace yet, oldest first, and why.",
                "Exit code 1 where one of them is stuck."
            },
            mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ManagementOptions connector;

        @Mixin
        private OutputOption output;

        @Override
        public Integer call() throws InterruptedException {
            JsonNode answer = connector.client().get("/outbox");
            PrintWriter out = spec.commandLine().getOut();
            if (output.json()) {
                out.println(JsonLines.MAPPER.writeValueAsString(answer));
            } else {
                table(answer).print(out);
            }
            return answer.path("entries")
                            .valueStream()
                            .anyMatch(entry -> entry.path("state").asString("").equals("stuck"))
                    ? 1
                    : 0;
        }
    }

    @Command(
            name = "retry",
            description = "Tries a link now that waits or is stuck, instead of after its pause.",
            mixinStandardHelpOptions = true)
    static final class Retry implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ManagementOptions connector;

        @Mixin
        private OutputOption output;

        @Parameters(paramLabel = "ID", description = "Of the entry, as list shows it.")
        private String id;

        @Override
        public Integer call() throws InterruptedException {
            output.print(
                    spec.commandLine().getOut(), (ObjectNode) connector.client().post(path(id, "/retry")));
            return 0;
        }
    }

    @Command(
            name = "drop",
            description = {
                "Ends a link that is not on Trace yet: it is never sent again, and neither are those behind it in the same request and trace.",
                "A link that may be on its way is dropped with --force only: it can come to Trace all the same, and nothing here",
                "would tell. Look for the hashes that list shows as forms in the trace before its data is written again."
            },
            mixinStandardHelpOptions = true)
    static final class Drop implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ManagementOptions connector;

        @Mixin
        private OutputOption output;

        @Parameters(paramLabel = "ID", description = "Of the entry, as list shows it.")
        private String id;

        @Option(names = "--force", description = "Also where the link may be on its way to Trace.")
        private boolean force;

        @Override
        public Integer call() throws InterruptedException {
            String path = path(id, force ? "/drop?force=true" : "/drop");
            output.print(
                    spec.commandLine().getOut(), (ObjectNode) connector.client().post(path));
            return 0;
        }
    }

    private static String path(String id, String order) {
        return "/outbox/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + order;
    }

    private static Table table(JsonNode answer) {
        Table table = new Table(List.of("id", "state", "code", "accepted", "organisation", "workflow", "trace"));
        answer.path("entries")
                .forEach(entry -> table.add(List.of(
                        text(entry, "id"),
                        text(entry, "state"),
                        text(entry, "code"),
                        text(entry, "acceptedAt"),
                        text(entry, "organisation"),
                        text(entry, "workflow"),
                        text(entry, "trace"))));
        return table;
    }

    private static String text(JsonNode entry, String name) {
        return entry.path(name).asString("");
    }
}
