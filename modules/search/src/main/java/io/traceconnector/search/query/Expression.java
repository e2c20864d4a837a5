package io.traceconnector.search.query;

import java.util.List;
import java.util.Optional;

/** A query as it was asked, whichever way it was written. A field that is left out means all words of a link. */
public sealed interface Expression {

    /** The same as a query text, more or less: for reading, not for asking again. */
    default String text() {
        return ExpressionText.of(this);
    }

    /** Every link. */
    record Everything() implements Expression {}

    /**
     * Words.
     *
     * @param quoted whether they must stand beside each other as they are; else a single word may have typos
     * @param slop by how many places quoted words may be moved
     */
    record Words(Optional<String> field, String text, boolean quoted, int slop, Spot spot) implements Expression {}

    /** The field's value itself is one of these, not its words: case, accents and punctuation count. */
    record OneOf(String field, List<String> values, Spot spot) implements Expression {
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /** Values between two bounds, in the order of the field's kind. */
    record Range(String field, Optional<Bound> lower, Optional<Bound> upper, Spot spot) implements Expression {}

    record Bound(String value, boolean inclusive) {}

    /** Words of a form: {@code *} stands for any characters, {@code ?} for one, a backslash before either for itself. */
    record Pattern(Optional<String> field, String pattern, Spot spot) implements Expression {}

    /** A word with at most so many typos: 1 or 2. */
    record Fuzzy(Optional<String> field, String text, int edits, Spot spot) implements Expression {}

    /** Any value in the field. */
    record Present(String field, Spot spot) implements Expression {}

    /** All of the required, none of the excluded; where nothing is required, at least one of the optional, if there are any. */
    record Combined(List<Expression> required, List<Expression> optional, List<Expression> excluded)
            implements Expression {
        public Combined {
            required = List.copyOf(required);
            optional = List.copyOf(optional);
            excluded = List.copyOf(excluded);
        }
    }

    /** Weighs more, or less. */
    record Boosted(Expression expression, float factor) implements Expression {}

    static Expression all(List<Expression> expressions) {
        return expressions.size() == 1 ? expressions.getFirst() : new Combined(expressions, List.of(), List.of());
    }

    static Expression any(List<Expression> expressions) {
        return expressions.size() == 1 ? expressions.getFirst() : new Combined(List.of(), expressions, List.of());
    }

    static Expression not(Expression expression) {
        return new Combined(List.of(), List.of(), List.of(expression));
    }
}
