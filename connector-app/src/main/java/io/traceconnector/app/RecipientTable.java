package io.traceconnector.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The connector's reports on recipients, for a terminal: a row for each account, and one more for the key that it had before. */
final class RecipientTable {

    private RecipientTable() {}

    static void print(List<JsonNode> reports, PrintWriter out) {
        Table table = new Table(List.of("workflow", "trust", "account", "groups", "change", "key"));
        for (JsonNode report : reports) {
            report.path("recipients").forEach(row -> add(table, report, row));
        }
        table.print(out);
        reports.stream()
                .filter(report -> report.has("problem"))
                .forEach(report ->
                        out.println("workflow " + report.path("workflow").asString("") + ": "
                                + report.path("problem").asString("")));
    }

    /** Whether Trace states others than those that were pinned. */
    static boolean hasChanges(JsonNode report) {
        return report.path("recipients")
                .valueStream()
                .anyMatch(row -> !change(row).isEmpty());
    }

    private static void add(Table table, JsonNode report, JsonNode row) {
        // Without a digest Trace was not asked, and nothing is to be compared.
        String change = report.has("digest") ? change(row) : "";
        table.add(List.of(
                report.path("workflow").asString(""),
                report.path("trust").asString(""),
                row.path("account").asString(""),
                row.path("groups")
                        .valueStream()
                        .map(group -> group.asString(""))
                        .collect(Collectors.joining(",")),
                change,
                row.path(row.has("stated") ? "stated" : "pinned").asString("")));
        if (change.equals("changed key")) {
            table.add(List.of("", "", "", "", "", "was " + row.path("pinned").asString("")));
        }
    }

    private static String change(JsonNode row) {
        if (row.has("pinned") && row.has("stated")) {
            return row.path("pinned").equals(row.path("stated")) ? "" : "changed key";
        }
        return row.has("stated") ? "new" : "gone";
    }
}
