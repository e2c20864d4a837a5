package io.traceconnector.app;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Asks a running connector for one thing and shows the answer, for verbs that need no more than the name of what they are about. */
final class Asking {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private ManagementOptions connector;

    @Mixin
    private OutputOption output;

    /** Shows the items of a list as rows, and of each these members. */
    void list(String path, String items, String... members) throws InterruptedException {
        ObjectNode answer = (ObjectNode) connector.client().get(path);
        output.printTable(spec.commandLine().getOut(), answer, items, List.of(members));
    }

    void get(String path) throws InterruptedException {
        show((ObjectNode) connector.client().get(path));
    }

    void post(String path) throws InterruptedException {
        show((ObjectNode) connector.client().post(path));
    }

    void delete(String path) throws InterruptedException {
        show((ObjectNode) connector.client().delete(path));
    }

    private void show(ObjectNode answer) {
        output.print(spec.commandLine().getOut(), answer);
    }
}
