package io.traceconnector.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
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
        for (Map.Entry<String, JsonNode> member : answer.properties()) {
            String value = member.getValue().isString()
                    ? member.getValue().stringValue()
                    : member.getValue().toString();
            out.println(member.getKey() + " ".repeat(width - member.getKey().length() + 2) + value);
        }
    }

    /** Shows the items of a list as rows, and of each these members. */
    void printTable(PrintWriter out, ObjectNode answer, String items, List<String> members) {
        if (json()) {
            print(out, answer);
            return;
        }
        Table table = new Table(members);
        answer.path(items)
                .forEach(item -> table.add(
                        members.stream().map(member -> cell(item.path(member))).toList()));
        table.print(out);
    }

    private static String cell(JsonNode value) {
        if (value.isArray()) {
            return String.join(",", value.valueStream().map(OutputOption::cell).toList());
        }
        return value.isMissingNode() ? "" : value.isString() ? value.stringValue() : value.toString();
    }
}
