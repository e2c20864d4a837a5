package io.traceconnector.search.query;

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
 * value   := word ["~" [1 | 2]] | "phrase" ["~" slop] | prefix* | w?ldc*rd | "(" any ")" | "=" exact
 *          | "[" from "TO" to "]" | "{" from "TO" to "}" | (">" | ">=" | "<" | "<=") bound
 * </pre>
 *
 * {@code *:*} is every link, {@code field:*} is any value. A backslash takes the next character as it is; a field of an odd name stands in
 * quotes. A minus within a word is a part of it.
 */
public final class QueryText {

    private final Scanner scanner;
    private final QueryLimits.Budget budget;
    private final ValueReader values;
    private final Operator operator;
    private int depth;

    private QueryText(String text, String in, QueryLimits.Budget budget, Operator operator) {
        this.scanner = new Scanner(text, in);
        this.budget = budget;
        this.values = new ValueReader(scanner, budget);
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
        Spot start = scanner.spot();
        if (scanner.peek() == '(') {
            return group(field);
        }
        if (scanner.atEnd() || scanner.atWord("OR") || scanner.atWord("AND")) {
            throw scanner.unexpected();
        }
        if (field.isPresent()) {
            return values.ofField(field.get(), start);
        }
        if (scanner.peek() == '"') {
            String text = scanner.quoted();
            return scanner.take(':') ? ofField(text, start) : values.phrase(field, text, start);
        }
        Scanner.Token token = scanner.token(false);
        if (scanner.take(':')) {
            return token.literal().equals("*") && !token.escaped() ? everything() : ofField(token.literal(), start);
        }
        return values.word(field, token, start);
    }

    private Expression ofField(String field, Spot start) {
        if (field.isEmpty()) {
            throw BadQuery.at(start, "the name of a field must stand before ':'", "name:value");
        }
        scanner.skipBlanks();
        return scanner.peek() == '(' ? group(Optional.of(field)) : values.ofField(field, start);
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
}
