package io.traceconnector.app;

import io.traceconnector.app.callers.policy.Decision;
import io.traceconnector.app.callers.policy.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An explanation as it is printed.
 *
 * @param confirmed whether a decision point has to agree, which is not asked here
 */
record PolicyReport(Explanation explanation, boolean confirmed) {

    private boolean allowed() {
        return explanation.decision() instanceof Decision.Allowed;
    }

    boolean granted() {
        return allowed() && explanation.sees().orElse(true);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(allowed() ? "allowed, by " + decidedBy() : "denied: no role allows it");
        explanation.given().forEach(role -> lines.add("role " + role + ": given by a claim"));
        for (Explanation.Row row : explanation.rows()) {
            String filter = row.holds()
                    .map(holds -> holds ? ", lets the link through" : ", does not let the link through")
                    .orElse("");
            lines.add("row rule " + row.name() + " for workflow " + row.entity()
                    + (row.aboutCaller() ? ": is about the caller" : ": is not about the caller") + filter);
        }
        for (Explanation.Column column : explanation.columns()) {
            lines.add("column rule " + column.name() + " for workflow " + column.entity()
                    + (column.lifted() ? ": is lifted from " : ": hides ") + column.field()
                    + (column.lifted() ? "" : " (" + lower(column.effect()) + ")"));
        }
        explanation.sees().ifPresent(sees -> lines.add(sees ? "the link is seen" : "the link is not seen"));
        if (confirmed && allowed()) {
            lines.add("the decision point (callers.authz.pdp) has to agree besides; it was not asked");
        }
        return lines;
    }

    private String decidedBy() {
        return String.join(", ", explanation.decision().rules());
    }

    ObjectNode json() {
        ObjectNode answer = JsonLines.MAPPER.createObjectNode().put("allowed", allowed());
        ArrayNode rules = answer.putArray("rules");
        explanation.decision().rules().forEach(rules::add);
        ArrayNode given = answer.putArray("givenRoles");
        explanation.given().forEach(given::add);
        ArrayNode rows = answer.putArray("rows");
        explanation.rows().forEach(row -> {
            ObjectNode one = rows.addObject()
                    .put("name", row.name())
                    .put("workflow", row.entity())
                    .put("aboutCaller", row.aboutCaller());
            row.holds().ifPresent(holds -> one.put("holds", holds));
        });
        ArrayNode columns = answer.putArray("columns");
        explanation
                .columns()
                .forEach(column -> columns.addObject()
                        .put("name", column.name())
                        .put("workflow", column.entity())
                        .put("field", column.field())
                        .put("effect", lower(column.effect()))
                        .put("lifted", column.lifted()));
        explanation.sees().ifPresent(sees -> answer.put("sees", sees));
        if (confirmed && allowed()) {
            answer.put("decisionPoint", "not-asked");
        }
        return answer;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
