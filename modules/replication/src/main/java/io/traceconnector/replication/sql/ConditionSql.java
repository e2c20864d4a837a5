package io.traceconnector.replication.sql;

import io.traceconnector.api.Condition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns a condition into SQL for PostgreSQL, over a table with the columns {@code workflow}, {@code action}, {@code state}, {@code link_group},
 * {@code created_by} (text; null or empty where absent), {@code tags} (text[]) and {@code data} (jsonb), and the functions of
 * {@code link_values.sql} beside this class. Where {@code data} is null, because a link is closed or jsonb cannot hold its data (a NUL
 * character, half of a surrogate pair, more than 131,072 digits) or a reader would not read it through, whatever depends on data is neither
 * true nor false, and SQL's own logic carries that on: only what is true whatever the data is lets such a row through.
 */
public final class ConditionSql {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final String LINK = "link.";
    private static final String TAGS = "link.tags";
    private static final Map<String, String> COLUMNS = Map.of(
            "link.workflow",
            "workflow",
            "link.action",
            "action",
            "link.state",
            "state",
            "link.group",
            "link_group",
            "link.createdBy",
            "created_by",
            TAGS,
            "tags");

    private final String table;
    private final List<Object> values = new ArrayList<>();

    private ConditionSql(String table) {
        this.table = table;
    }

    /** @param table name or alias of the table: lower case letters, digits and underscores */
    public static SqlPredicate of(Condition condition, String table) {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("not the name of a table: lower case letters, digits and underscores");
        }
        ConditionSql sql = new ConditionSql(table);
        String text = sql.text(condition);
        return new SqlPredicate(text, sql.values);
    }

    private String text(Condition condition) {
        return switch (condition) {
            case Condition.All(var parts) -> joined(parts, " AND ", "TRUE");
            case Condition.Any(var parts) -> joined(parts, " OR ", "FALSE");
            case Condition.Not(var part) -> "(NOT " + text(part) + ")";
            case Condition.Present(var field) when field.startsWith(LINK) -> columnPresent(field);
            case Condition.OneOf(var field, var texts) when field.startsWith(LINK) -> columnAmong(field, texts);
            case Condition.Is(var field, var value) when field.startsWith(LINK) -> "FALSE";
            case Condition.Between between when between.field().startsWith(LINK) -> "FALSE";
            case Condition.Present(var field) -> function("link_has", field);
            case Condition.OneOf(var field, var texts) -> function("link_has_text", field, storable(texts));
            case Condition.Is(var field, var value) -> function("link_has_boolean", field, value);
            case Condition.Between(var field, var least, var most) -> function("link_has_number", field, least, most);
        };
    }

    private String joined(List<Condition> parts, String by, String none) {
        return parts.isEmpty()
                ? none
                : "(" + String.join(by, parts.stream().map(this::text).toList()) + ")";
    }

    private String function(String name, String field, Object... arguments) {
        // No value has an empty name, as none has one that cannot be stored.
        values.add(isStorable(field) ? field : "");
        values.addAll(List.of(arguments));
        return name + "(" + table + ".data" + ", ?".repeat(1 + arguments.length) + ")";
    }

    private String columnPresent(String field) {
        String column = column(field);
        return switch (field) {
            case TAGS -> "COALESCE(cardinality(array_remove(" + column + ", '')) > 0, FALSE)";
            default -> COLUMNS.containsKey(field) ? "COALESCE(" + column + " <> '', FALSE)" : "FALSE";
        };
    }

    private String columnAmong(String field, Set<String> texts) {
        if (!COLUMNS.containsKey(field)) {
            return "FALSE";
        }
        values.add(storable(texts).stream().filter(text -> !text.isEmpty()).toList());
        return field.equals(TAGS)
                ? "COALESCE(" + column(field) + " && ?, FALSE)"
                : "COALESCE(" + column(field) + " = ANY (?), FALSE)";
    }

    private String column(String field) {
        return table + "." + COLUMNS.get(field);
    }

    private static List<String> storable(Set<String> texts) {
        return texts.stream().filter(ConditionSql::isStorable).sorted().toList();
    }

    /** Whether there can be such a text in the table; the driver would send another one in its place. */
    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
