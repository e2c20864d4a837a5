package io.traceconnector.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "status",
        description = {
            "Shows the keys that a running connector uses, and when a backup of each was last proven to open links.",
            "Exit code 1 where the keys as configured now could not be loaded."
        },
        mixinStandardHelpOptions = true)
final class KeysStatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ManagementOptions connector;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer = connector.client().get("/keys");
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(JsonLines.MAPPER.writeValueAsString(answer));
        } else {
            table(answer).print(out);
            out.println("loaded " + answer.path("loadedAt").asString(""));
            if (answer.has("problem")) {
                out.println("not loaded since: " + answer.path("problem").asString(""));
            }
        }
        return answer.has("problem") ? 1 : 0;
    }

    private static Table table(JsonNode answer) {
        Table table = new Table(List.of("organisation", "use", "bits", "backup drilled", "id"));
        answer.path("organisations").forEach(keys -> {
            String organisation = keys.path("organisation").asString("");
            keys.path("decryption")
                    .forEach(key -> table.add(List.of(
                            organisation,
                            "decryption",
                            key.path("bits").asString(""),
                            key.path("drilledAt").asString("never"),
                            key.path("id").asString(""))));
            table.add(List.of(
                    organisation, "signing", "", "", keys.path("signing").asString("")));
        });
        return table;
    }
}
