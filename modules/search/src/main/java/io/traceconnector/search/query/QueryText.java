package io.traceconnector.search.query;

import io.traceconnector.search.query.Expression.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a query text:
 *
 * <pre>
 * any     := all (("OR" | "||") all)*            where words are joined by OR also: all all
 * all     := clause (("AND" | "&&") clause)*     where words are joined by AND also: clause clause
 * clause  := ("+" | "-" | "!" | "NOT") clause | ("(" any ")" | [field ":"] value) ["^" number]
 * value   := word ["~" [1 | 2]] | "phrase" ["~" slop] | prefix* | w?ldc*rd | "(" any ")" | ["="] exact
 *          | "[" from "TO" to "]" | "{" from "TO" to "}" | (">" | ">=" | "<" | "<=") bound
 * </pre>
 *
 * {@code *:*} is every link, {@code field:*} is any value. A backslash takes the next character as it is; a field of an odd name stands in
 * quotes. A minus within a word is a part of it.
 */
public final class QueryText {

    private final Scanner scanner;
    private final QueryLimits.Budget budget;
    private final Operator operator;
    private int depth;

    private QueryText(String text, String in, QueryLimits.Budget budget, Operator operator) {
        this.scanner = new Scanner(text, in);
        this.budget = budget;
        this.operator = operator;
    }

    /**
     * @param in where the text stands in the request, for errors
     * @throws io.traceconnector.api.ProblemException 400 {@code bad_query}, {@code too_complex}
     */
    public static Expression read(String text, String in, QueryLimits.Budget budget, Operator operator) {
        budget.length(text, new Spot(in, 0));
        return new QueryText(text, in, budget, operator).whole();
    }

    private enum Sign {
        NONE,
        REQUIRED,
        EXCLUDED
    }

    private record Signed(Sign sign, Expression expression) {
        Expression alone() {
            return sign == Sign.EXCLUDED ? Expression.not(expression) : expression;
        }
    }

    private Expression whole() {
        scanner.skipBlanks();
        if (scanner.atEnd()) {
            return new Expression.Everything();
        }
        Expression expression = any(Optional.empty());
        if (!scanner.atEnd()) {
            throw scanner.unexpected();
        }
        return expression;
    }

    private Expression any(Optional<String> field) {
        List<Signed> parts = new ArrayList<>();
        boolean explicit = false;
        do {
            parts.add(all(field));
            scanner.skipBlanks();
            boolean or = scanner.takeWord("OR") || scanner.take("||");
            explicit |= or;
            if (!or && (operator == Operator.AND || scanner.atEnd() || scanner.peek() == ')')) {
                break;
            }
        } while (true);
        return parts.size() > 1 && !explicit ? joined(parts, true) : joinedByOr(parts);
    }

    private static Expression joinedByOr(List<Signed> parts) {
        List<Expression> required = new ArrayList<>();
        List<Expression> optional = new ArrayList<>();
        for (Signed part : parts) {
            (part.sign() == Sign.REQUIRED && parts.size() > 1 ? required : optional).add(part.alone());
        }
        return required.isEmpty() ? Expression.any(optional) : new Expression.Combined(required, optional, List.of());
    }

    private Signed all(Optional<String> field) {
        List<Signed> parts = new ArrayList<>();
        do {
            parts.add(clause(field));
            scanner.skipBlanks();
        } while (followsInAll());
        return parts.size() == 1 ? parts.getFirst() : new Signed(Sign.NONE, joined(parts, false));
    }

    private boolean followsInAll() {
        if (scanner.takeWord("AND") || scanner.take("&&")) {
            return true;
        }
        boolean end = scanner.atEnd() || scanner.peek() == ')' || scanner.atWord("OR") || scanner.at("||");
        return operator == Operator.AND && !end;
    }

    private static Expression joined(List<Signed> parts, boolean unsignedIsOptional) {
        List<Expression> required = new ArrayList<>();
        List<Expression> optional = new ArrayList<>();
        List<Expression> excluded = new ArrayList<>();
        for (Signed part : parts) {
            List<Expression> list = switch (part.sign()) {
                case NONE -> unsignedIsOptional ? optional : required;
                case REQUIRED -> required;
                case EXCLUDED -> excluded;
            };
            list.add(part.expression());
        }
        return excluded.isEmpty() && optional.isEmpty()
                ? Expression.all(required)
                : new Expression.Combined(required, optional, excluded);
    }

    private Signed clause(Optional<String> field) {
        scanner.skipBlanks();
        budget.depth(++depth, scanner.spot());
        Signed clause = signed(field);
        depth--;
        return clause;
    }

    private Signed signed(Optional<String> field) {
        if (scanner.peek() == '+' && !scanner.blankFollows(1)) {
            scanner.take('+');
            return new Signed(Sign.REQUIRED, clause(field).alone());
        }
        boolean minus = (scanner.peek() == '-' || scanner.peek() == '!') && !scanner.blankFollows(1);
        if ((minus && (scanner.take('-') || scanner.take('!'))) || scanner.takeWord("NOT")) {
            Signed inner = clause(field);
            return inner.sign() == Sign.EXCLUDED
                    ? new Signed(Sign.NONE, inner.expression())
                    : new Signed(Sign.EXCLUDED, inner.expression());
        }
        return new Signed(Sign.NONE, boosted(primary(field)));
    }

    private Expression boosted(Expression expression) {
        Spot spot = scanner.spot();
        if (!scanner.take('^')) {
            return expression;
        }
        try {
            float factor = Float.parseFloat(scanner.digits());
            if (factor <= 1000) {
                return new Expression.Boosted(expression, factor);
            }
        } catch (NumberFormatException none) {
            throw BadQuery.at(spot, "a number from 0 to 1000 must follow '^'", "^2");
        }
        throw BadQuery.at(spot, "a weight is a number from 0 to 1000", "^1000");
    }

    private Expression primary(Optional<String> field) {
        if (scanner.peek() == '(') {
            return group(field);
        }
        Spot spot = scanner.spot();
        if (scanner.peek() == '"') {
            String text = scanner.quoted();
            return scanner.take(':') ? fieldValue(text, spot) : phrase(field, text, spot);
        }
        if (scanner.atEnd() || scanner.atWord("OR") || scanner.atWord("AND")) {
            throw scanner.unexpected();
        }
        Scanner.Token token = scanner.token(field.isPresent());
        if (field.isEmpty() && scanner.take(':')) {
            return token.literal().equals("*") && !token.escaped() ? everything() : fieldValue(token.literal(), spot);
        }
        if (token.literal().isEmpty()) {
            throw scanner.unexpected();
        }
        return word(field, token);
    }

    private Expression everything() {
        Spot spot = scanner.spot();
        if (!scanner.token(true).literal().equals("*")) {
            throw BadQuery.at(spot, "only '*' may follow '*:'", "*:*");
        }
        return new Expression.Everything();
    }

    private Expression group(Optional<String> field) {
        Spot open = scanner.spot();
        scanner.take('(');
        Expression inner = any(field);
        scanner.skipBlanks();
        if (!scanner.take(')')) {
            throw scanner.atEnd()
                    ? BadQuery.at(open, "a parenthesis is not closed", scanner.text() + ")")
                    : scanner.unexpected();
        }
        return inner;
    }

    private Expression fieldValue(String field, Spot start) {
        if (field.isEmpty()) {
            throw BadQuery.at(start, "the name of a field must stand before ':'", "name:value");
        }
        scanner.skipBlanks();
        return switch (scanner.peek()) {
            case '(' -> group(Optional.of(field));
            case '"' -> phrase(Optional.of(field), scanner.quoted(), start);
            case '[', '{' -> range(field, start);
            case '<', '>' -> comparison(field, start);
            case '=' -> exact(field, start);
            case '\0' ->
                throw BadQuery.at(
                        scanner.spot(), "a value must follow '" + BadQuery.shorten(field) + ":'", field + ":*");
            default -> {
                Scanner.Token token = scanner.token(true);
                if (token.literal().isEmpty()) {
                    throw scanner.unexpected();
                }
                yield field.equals("_exists_")
                        ? counted(new Expression.Present(token.literal(), start), start)
                        : word(Optional.of(field), token.literal(), token, start);
            }
        };
    }

    private Expression word(Optional<String> field, Scanner.Token token) {
        return word(field, token.literal(), token, token.spot());
    }

    private Expression word(Optional<String> field, String literal, Scanner.Token token, Spot spot) {
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

    private Expression phrase(Optional<String> field, String text, Spot spot) {
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
