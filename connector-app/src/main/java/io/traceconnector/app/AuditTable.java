package io.traceconnector.app;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Lines of the audit log as rows of a table, in CSV (RFC 4180). Nothing in a cell is a formula to a spreadsheet. */
final class AuditTable {

    private static final List<String> COLUMNS = List.of(
            "n",
            "at",
            "type",
            "request",
            "trail",
            "caller",
            "onBehalfOf",
            "credential",
            "address",
            "tenant",
            "method",
            "route",
            "action",
            "objects",
            "decision",
            "rules",
            "status",
            "code",
            "outcome",
            "links",
            "hash");

    private AuditTable() {}

    static String head() {
        return String.join(",", COLUMNS);
    }

    static String row(JsonNode line) {
        return COLUMNS.stream().map(column -> cell(line.path(column))).collect(Collectors.joining(","));
    }

    private static String cell(JsonNode value) {
        String text = value.isArray()
                ? value.valueStream().map(each -> each.asString("")).collect(Collectors.joining(" "))
                : value.isObject() ? value.toString() : value.asString("");
        String harmless = text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }
}
