package io.traceconnector.search.query;

import io.traceconnector.search.query.Expression.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes an expression as a query text for people to read. */
final class ExpressionText {

    private ExpressionText() {}

    static String of(Expression expression) {
        return switch (expression) {
            case Expression.Everything() -> "*:*";
            case Expression.Words words ->
                field(words.field())
                        + (words.quoted()
                                ? quoted(words.text()) + (words.slop() > 0 ? "~" + words.slop() : "")
                                : words.text());
            case Expression.OneOf oneOf ->
                oneOf.field() + ":="
                        + String.join(
                                "|",
                                oneOf.values().stream()
                                        .map(ExpressionText::quoted)
                                        .toList());
            case Expression.Range range -> range(range);
            case Expression.Pattern pattern -> field(pattern.field()) + pattern.pattern();
            case Expression.Fuzzy fuzzy -> field(fuzzy.field()) + fuzzy.text() + "~" + fuzzy.edits();
            case Expression.Present present -> present.field() + ":*";
            case Expression.Combined combined -> combined(combined);
            case Expression.Boosted boosted -> inner(boosted.expression()) + "^" + boosted.factor();
        };
    }

    private static String field(Optional<String> field) {
        return field.map(name -> name + ":").orElse("");
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String range(Expression.Range range) {
        return range.field() + ":"
                + (range.lower().map(Bound::inclusive).orElse(true) ? "[" : "{")
                + range.lower().map(Bound::value).orElse("*") + " TO "
                + range.upper().map(Bound::value).orElse("*")
                + (range.upper().map(Bound::inclusive).orElse(true) ? "]" : "}");
    }

    private static String combined(Expression.Combined combined) {
        List<String> parts = new ArrayList<>(
                combined.required().stream().map(ExpressionText::inner).toList());
        if (!combined.optional().isEmpty()) {
            String any = String.join(
                    " OR ",
                    combined.optional().stream().map(ExpressionText::inner).toList());
            parts.add(
                    combined.optional().size() > 1
                                    && !(parts.isEmpty() && combined.excluded().isEmpty())
                            ? "(" + any + ")"
                            : any);
        }
        combined.excluded().forEach(excluded -> parts.add("NOT " + inner(excluded)));
        return String.join(" AND ", parts);
    }

    private static String inner(Expression expression) {
        return expression instanceof Expression.Combined ? "(" + of(expression) + ")" : of(expression);
    }
}
