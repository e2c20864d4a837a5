package io.traceconnector.app;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How a command prints its answer: for a person, or as one JSON object. */
final class OutputOption {

    enum Format {
        text,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text or json (default: text).")
    private Format format = Format.text;

    boolean json() {
        return format == Format.json;
    }

    /** Prints the members of an object, one a line, or the object itself. */
    void print(PrintWriter out, ObjectNode answer) {
        if (json()) {
            out.println(JsonLines.MAPPER.writeValueAsString(answer));
            return;
        }
        int width =
                answer.propertyNames().stream().mapToInt(String::length).max().orElse(0);
        for (Map.Entry<String, tools.jackson.databind.JsonNode> member : answer.properties()) {
            String value = member.getValue().isString()
                    ? member.getValue().stringValue()
                    : member.getValue().toString();
            out.println(member.getKey() + " ".repeat(width - member.getKey().length() + 2) + value);
        }
    }
}
