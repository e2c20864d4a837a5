package io.traceconnector.app;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "rotate",
        description = {
            "Tells a running connector to load the keys that its configuration names now, and says what changed.",
            "Requests go on meanwhile; links that a new key opens are read again. Exit code 1 where the keys cannot be loaded:",
            "then the old ones stay in use."
        },
        mixinStandardHelpOptions = true)
final class KeysRotateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ManagementOptions connector;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer = connector.client().post("/keys/reload");
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(JsonLines.MAPPER.writeValueAsString(answer));
        } else if (answer.path("changes").isEmpty()) {
            out.println("The same keys as before are in use.");
        } else {
            answer.path("changes").forEach(change -> tell(out, change));
        }
        return 0;
    }

    private static void tell(PrintWriter out, JsonNode change) {
        String organisation = change.path("organisation").asString("");
        change.path("added").forEach(id -> out.println(organisation + ": decryption key added " + id.asString("")));
        change.path("removed").forEach(id -> out.println(organisation + ": decryption key removed " + id.asString("")));
        if (change.path("signingKeyReplaced").asBoolean(false)) {
            out.println(organisation + ": signing key replaced");
        }
        change.path("tokenKeysAdded").forEach(id -> out.println(organisation + ": token key added " + id.asString("")));
        change.path("tokenKeysRemoved")
                .forEach(id -> out.println(organisation + ": token key removed " + id.asString("")));
    }
}
