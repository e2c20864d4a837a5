package io.traceconnector.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "recipients",
        description = "Shows for whom a running connector encrypts, and approves it.",
        mixinStandardHelpOptions = true,
        subcommands = {RecipientsCommand.Listing.class, RecipientsCommand.Approve.class})
final class RecipientsCommand {

    private RecipientsCommand() {}

    @Command(
            name = "list",
            description = {
                "Shows the recipients that were pinned, of every workflow that was written to, without asking Trace;",
                "of one workflow beside those that Trace states now. Exit code 1 where these differ."
            },
            mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ManagementOptions connector;

        @Mixin
        private OutputOption output;

        @Parameters(arity = "0..1", paramLabel = "WORKFLOW", description = "Row id.")
        private @Nullable String workflow;

        @Option(names = "--organisation", paramLabel = "ORGANISATION", description = "In whose name Trace is asked.")
        private @Nullable String organisation;

        @Override
        public Integer call() throws InterruptedException {
            ApiClient client = connector.client();
            JsonNode answer = workflow == null ? client.get("/recipients") : stated(client, workflow, organisation);
            PrintWriter out = spec.commandLine().getOut();
            if (output.json()) {
                out.println(JsonLines.MAPPER.writeValueAsString(answer));
            } else {
                List<JsonNode> reports = workflow == null
                        ? answer.path("workflows").valueStream().toList()
                        : List.of(answer);
                RecipientTable.print(reports, out);
            }
            return workflow != null && RecipientTable.hasChanges(answer) ? 1 : 0;
        }
    }

    @Command(
            name = "approve",
            description = {
                "Shows how the recipients that Trace states differ from the pinned ones, and approves exactly those that it showed.",
                "Compare the fingerprints with the accounts' owners, by another way than Trace."
            },
            mixinStandardHelpOptions = true)
    static final class Approve implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ManagementOptions connector;

        @Parameters(paramLabel = "WORKFLOW", description = "Row id.")
        private String workflow;

        @Option(names = "--organisation", paramLabel = "ORGANISATION", description = "In whose name Trace is asked.")
        private @Nullable String organisation;

        @Option(names = "--yes", description = "Approve what is shown without a question.")
        private boolean yes;

        @Option(
                names = "--digest",
                paramLabel = "DIGEST",
                description = "Approve, without a question, only the set that 'list -o json' names by this digest.")
        private @Nullable String digest;

        @Override
        public Integer call() throws InterruptedException {
            ApiClient client = connector.client();
            JsonNode shown = stated(client, workflow, organisation);
            PrintWriter out = spec.commandLine().getOut();
            RecipientTable.print(List.of(shown), out);
            if (!RecipientTable.hasChanges(shown)) {
                out.println("These are the recipients that were approved already.");
                return 0;
            }
            boolean asks = !yes && digest == null;
            if (asks) {
                out.println("Approve these recipients? Type yes:");
                out.flush();
            }
            if (asks && !confirmed()) {
                out.println("Nothing was approved.");
                return 1;
            }
            ObjectNode order = JsonLines.MAPPER
                    .createObjectNode()
                    .put("workflow", workflow)
                    .put("digest", digest == null ? shown.path("digest").asString("") : digest);
            if (organisation != null) {
                order.put("organisation", organisation);
            }
            client.post("/recipients/approve", order);
            out.println("Approved: links of workflow " + workflow + " are encrypted for these.");
            return 0;
        }

        /** Takes a line of standard input; its end is no. */
        private static boolean confirmed() {
            try {
                String answer =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)).readLine();
                return "yes".equals(answer);
            } catch (IOException e) {
                throw CommandException.failed(
                        "standard input cannot be read; give --yes after looking at the recipients");
            }
        }
    }

    private static JsonNode stated(ApiClient client, String workflow, @Nullable String organisation)
            throws InterruptedException {
        String query = organisation == null ? "" : "?organisation=" + encoded(organisation);
        return client.get("/recipients/" + encoded(workflow) + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
