package io.traceconnector.app;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** A verb that asks a running connector for one thing and shows the answer. */
abstract class ManagementVerb implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ManagementOptions connector;

    @Mixin
    private OutputOption output;

    @Override
    public final Integer call() throws InterruptedException {
        show(ask(connector.client()), spec.commandLine().getOut());
        return 0;
    }

    abstract ObjectNode ask(ApiClient client) throws InterruptedException;

    /** Shows the answer's members, one a line. */
    void show(ObjectNode answer, PrintWriter out) {
        output.print(out, answer);
    }

    static ObjectNode object() {
        return JsonLines.MAPPER.createObjectNode();
    }

    static void put(ObjectNode into, String name, List<String> texts) {
        texts.forEach(into.withArray("/" + name)::add);
    }

    /** A path of segments that are given as they are, and of whole paths that begin with a slash. */
    static String path(String... segments) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            path.append(segment.startsWith("/") ? segment : "/" + escape(segment));
        }
        return path.toString();
    }

    static String escape(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
