package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A command of the connector, run in this process, with these options behind its own, and what the last run printed. */
final class CommandRun {

    private final List<String> options;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    CommandRun(String... options) {
        this.options = List.of(options);
    }

    /** Returns the exit code. */
    int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(options);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    /** What a command that succeeds answers. */
    JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", "json"));
        assertThat(run(all.toArray(String[]::new))).as(this::err).isZero();
        return JsonLines.MAPPER.readTree(out());
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
