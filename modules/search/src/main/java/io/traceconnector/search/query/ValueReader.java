package io.traceconnector.search.query;

import io.traceconnector.search.query.Expression.Bound;
import java.util.List;
import java.util.Optional;

/** Reads what is searched for: words, phrases, patterns, ranges. Part of {@link QueryText}. */
final class ValueReader {

    private final Scanner scanner;
    private final QueryLimits.Budget budget;

    ValueReader(Scanner scanner, QueryLimits.Budget budget) {
        this.scanner = scanner;
        this.budget = budget;
    }

    /** What follows a field's name and its colon. */
    Expression ofField(String field, Spot start) {
        return switch (scanner.peek()) {
            case '"' -> phrase(Optional.of(field), scanner.quoted(), start);
            case '[', '{' -> range(field, start);
            case '<', '>' -> comparison(field, start);
            case '=' -> exact(field, start);
            case '\0' ->
                throw BadQuery.at(
                        scanner.spot(), "a value must follow '" + BadQuery.shorten(field) + ":'", field + ":*");
            default -> {
                Scanner.Token token = scanner.token(true);
                yield field.equals("_exists_") && !token.literal().isEmpty()
                        ? counted(new Expression.Present(token.literal(), start), start)
                        : word(Optional.of(field), token, start);
            }
        };
    }

    /** A word, or a pattern of one. */
    Expression word(Optional<String> field, Scanner.Token token, Spot spot) {
        String literal = token.literal();
        if (literal.isEmpty()) {
            throw scanner.unexpected();
        }
        if (token.wild()) {
            if (!token.pattern().equals("*")) {
                return counted(new Expression.Pattern(field, token.pattern(), spot), spot);
            }
            return field.isPresent()
                    ? counted(new Expression.Present(field.get(), spot), spot)
                    : new Expression.Everything();
        }
        Spot tilde = scanner.spot();
        if (!scanner.take('~')) {
            return counted(new Expression.Words(field, literal, false, 0, spot), spot);
        }
        String edits = scanner.digits();
        return switch (edits) {
            case "", "2" -> counted(new Expression.Fuzzy(field, literal, 2, spot), spot);
            case "1" -> counted(new Expression.Fuzzy(field, literal, 1, spot), spot);
            case "0" -> counted(new Expression.Words(field, literal, true, 0, spot), spot);
            default -> throw BadQuery.at(tilde, "a word may have at most 2 typos", literal + "~2");
        };
    }

    /** What was read in quotes, with what may follow it. */
    Expression phrase(Optional<String> field, String text, Spot spot) {
        Spot tilde = scanner.spot();
        int slop = 0;
        if (scanner.take('~')) {
            String digits = scanner.digits();
            if (!digits.matches("\\d{1,3}")) {
                throw BadQuery.at(
                        tilde, "a whole number below 1000 must follow '~' after a phrase", "\"" + text + "\"~2");
            }
            slop = Integer.parseInt(digits);
        }
        return counted(new Expression.Words(field, text, true, slop, spot), spot);
    }

    private Expression exact(String field, Spot start) {
        scanner.take('=');
        String value =
                scanner.peek() == '"' ? scanner.quoted() : scanner.token(true).literal();
        return counted(new Expression.OneOf(field, List.of(value), start), start);
    }

    private Expression comparison(String field, Spot start) {
        boolean greater = scanner.take('>');
        if (!greater) {
            scanner.take('<');
        }
        boolean inclusive = scanner.take('=');
        scanner.skipBlanks();
        Bound bound = new Bound(boundValue(), inclusive);
        return counted(
                greater
                        ? new Expression.Range(field, Optional.of(bound), Optional.empty(), start)
                        : new Expression.Range(field, Optional.empty(), Optional.of(bound), start),
                start);
    }

    private Expression range(String field, Spot start) {
        Spot open = scanner.spot();
        boolean lowerInclusive = scanner.take('[');
        if (!lowerInclusive) {
            scanner.take('{');
        }
        Optional<Bound> lower = bound(lowerInclusive);
        scanner.skipBlanks();
        if (!scanner.takeWord("TO")) {
            throw BadQuery.at(scanner.spot(), "a range is written [from TO to]", field + ":[* TO *]");
        }
        String upper = rangeEnd();
        scanner.skipBlanks();
        boolean upperInclusive = scanner.take(']');
        if (!upperInclusive && !scanner.take('}')) {
            throw BadQuery.at(
                    open,
                    "a range is not closed with ']' or '}'",
                    scanner.text().strip() + "]");
        }
        return counted(new Expression.Range(field, lower, open(upper, upperInclusive), start), start);
    }

    private Optional<Bound> bound(boolean inclusive) {
        return open(rangeEnd(), inclusive);
    }

    private String rangeEnd() {
        scanner.skipBlanks();
        return boundValue();
    }

    private static Optional<Bound> open(String value, boolean inclusive) {
        return value.equals("*") ? Optional.empty() : Optional.of(new Bound(value, inclusive));
    }

    private String boundValue() {
        if (scanner.peek() == '"') {
            return scanner.quoted();
        }
        String value = scanner.token(true).literal();
        if (value.isEmpty()) {
            throw scanner.unexpected();
        }
        return value;
    }

    private <T extends Expression> T counted(T expression, Spot spot) {
        budget.clause(spot);
        return expression;
    }
}
