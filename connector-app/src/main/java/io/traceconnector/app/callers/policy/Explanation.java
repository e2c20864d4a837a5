package io.traceconnector.app.callers.policy;

import io.traceconnector.api.FieldRule.Effect;
import java.util.List;
import java.util.Optional;

/**
 * Why a policy decides as it does.
 *
 * @param decision the decision itself, with the names of the rules that made it
 * @param given roles that the caller has by claims
 * @param rows rules about the workflow at hand, in the order of the file
 * @param columns rules about the workflow at hand, in the order of the file
 * @param sees whether the caller sees the link at hand; empty without one, or where the action is denied
 */
public record Explanation(
        Decision decision, List<String> given, List<Row> rows, List<Column> columns, Optional<Boolean> sees) {

    public Explanation {
        given = List.copyOf(given);
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /**
     * @param entity the workflow, or {@code *}
     * @param aboutCaller whether its {@code when} matches
     * @param holds whether its filter lets the link at hand through; empty without one
     */
    public record Row(String name, String entity, boolean aboutCaller, Optional<Boolean> holds) {}

    /**
     * @param entity the workflow, or {@code *}
     * @param lifted whether its {@code unless} matches
     */
    public record Column(String name, String entity, String field, Effect effect, boolean lifted) {}
}
