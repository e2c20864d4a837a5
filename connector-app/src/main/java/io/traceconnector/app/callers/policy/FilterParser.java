package io.traceconnector.app.callers.policy;

import io.traceconnector.api.Condition;
import io.traceconnector.app.callers.policy.FilterTokens.Kind;
import io.traceconnector.app.callers.policy.FilterTokens.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a filter: {@code field = "text"}, {@code != "text"} (there and not equal), {@code in ("a", "b")}, {@code in ${claims.name}},
 * {@code = true}, numbers with {@code = != < <= > >=}, {@code exists field}, {@code everything}, put together by {@code and}, {@code or},
 * {@code not} and brackets; {@code not} binds closest, {@code or} loosest.
 */
final class FilterParser {

    /** Brackets and {@code not} within each other. */
    private static final int MAX_DEPTH = 50;

    private static final Set<String> OF_LINKS =
            Set.of("link.workflow", "link.action", "link.state", "link.group", "link.createdBy", "link.tags");
    private static final Set<String> WORDS = Set.of("and", "or", "not", "in", "exists", "everything", "true", "false");

    private final List<Token> tokens;
    private int next;
    private int depth;

    private FilterParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Filter parse(String text) throws FilterException {
        FilterParser parser = new FilterParser(FilterTokens.of(text));
        Filter filter = parser.either();
        if (parser.peek().kind() != Kind.END) {
            throw parser.unexpected("and, or, or the end");
        }
        return filter;
    }

    private Filter either() throws FilterException {
        List<Filter> parts = new ArrayList<>(List.of(both()));
        while (taken(Kind.WORD, "or")) {
            parts.add(both());
        }
        return parts.size() == 1 ? parts.getFirst() : new Filter.Any(parts);
    }

    private Filter both() throws FilterException {
        List<Filter> parts = new ArrayList<>(List.of(one()));
        while (taken(Kind.WORD, "and")) {
            parts.add(one());
        }
        return parts.size() == 1 ? parts.getFirst() : new Filter.All(parts);
    }

    private Filter one() throws FilterException {
        if (++depth > MAX_DEPTH) {
            throw new FilterException("has more than " + MAX_DEPTH + " levels", peek().at());
        }
        Filter filter;
        if (taken(Kind.WORD, "not")) {
            filter = new Filter.Not(one());
        } else if (taken(Kind.SIGN, "(")) {
            filter = either();
            expect(")");
        } else if (taken(Kind.WORD, "everything")) {
            filter = new Filter.Test(Condition.everything());
        } else if (taken(Kind.WORD, "exists")) {
            filter = new Filter.Test(new Condition.Present(field()));
        } else {
            filter = comparison(field());
        }
        depth--;
        return filter;
    }

    private String field() throws FilterException {
        Token token = take();
        boolean named = token.kind() == Kind.QUOTED || (token.kind() == Kind.WORD && !WORDS.contains(token.text()));
        if (!named || token.text().isEmpty()) {
            throw new FilterException(
                    "expects the name of a field, in quotes where it is one of the filter's own words", token.at());
        }
        if (token.text().startsWith("link.") && !OF_LINKS.contains(token.text())) {
            throw new FilterException(
                    "knows no " + token.text() + "; there are "
                            + String.join(", ", OF_LINKS.stream().sorted().toList())
                            + ", and data below a member called link is named data.link.…",
                    token.at());
        }
        return token.text();
    }

    private Filter comparison(String field) throws FilterException {
        if (taken(Kind.WORD, "in")) {
            return among(field);
        }
        Token sign = take();
        if (sign.kind() != Kind.SIGN || "(),!".contains(sign.text())) {
            throw new FilterException("expects =, !=, <, <=, >, >= or in after " + field, sign.at());
        }
        Token value = take();
        if (value.kind() == Kind.NUMBER) {
            return compared(field, sign, number(value));
        }
        if (!sign.text().equals("=") && !sign.text().equals("!=")) {
            throw new FilterException(sign.text() + " compares numbers only", value.at());
        }
        Condition equal = switch (value.kind()) {
            case QUOTED -> new Condition.OneOf(field, Set.of(text(value)));
            case WORD -> new Condition.Is(field, bool(value));
            case CLAIM ->
                throw new FilterException(
                        "compares with claims by in: " + field + " in ${claims." + value.text() + "}", value.at());
            default -> throw new FilterException("expects a text in quotes, a number, true or false", value.at());
        };
        return new Filter.Test(sign.text().equals("=") ? equal : present(field, equal));
    }

    private static Condition present(String field, Condition unlike) {
        return new Condition.All(List.of(new Condition.Present(field), new Condition.Not(unlike)));
    }

    private static Filter compared(String field, Token sign, double value) {
        Condition equal = new Condition.Between(field, value, value);
        return new Filter.Test(
                switch (sign.text()) {
                    case "=" -> equal;
                    case "!=" -> present(field, equal);
                    case "<" -> new Condition.Between(field, -Double.MAX_VALUE, Math.nextDown(value));
                    case "<=" -> new Condition.Between(field, -Double.MAX_VALUE, value);
                    case ">" -> new Condition.Between(field, Math.nextUp(value), Double.MAX_VALUE);
                    default -> new Condition.Between(field, value, Double.MAX_VALUE);
                });
    }

    private Filter among(String field) throws FilterException {
        if (peek().kind() == Kind.CLAIM) {
            return new Filter.InClaim(field, take().text());
        }
        expect("(");
        Set<String> texts = new HashSet<>();
        do {
            Token value = take();
            if (value.kind() != Kind.QUOTED) {
                throw new FilterException("expects texts in quotes, with commas between them", value.at());
            }
            texts.add(text(value));
        } while (taken(Kind.SIGN, ","));
        expect(")");
        return new Filter.Test(new Condition.OneOf(field, Set.copyOf(texts)));
    }

    private static String text(Token value) throws FilterException {
        if (value.text().length() > Filter.MAX_TEXT) {
            throw new FilterException("compares texts of at most " + Filter.MAX_TEXT + " characters", value.at());
        }
        return value.text();
    }

    private static boolean bool(Token value) throws FilterException {
        return switch (value.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new FilterException("expects quotes around the text " + value.text(), value.at());
        };
    }

    private static double number(Token value) throws FilterException {
        try {
            double number = Double.parseDouble(value.text());
            // Java also takes 1d and 0x1p3.
            if (Double.isFinite(number) && value.text().matches("[-+0-9.eE]+")) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new FilterException(value.text() + " is not a number", value.at());
        }
        throw new FilterException(value.text() + " is not a number, or too large", value.at());
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = peek();
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    private boolean taken(Kind kind, String text) {
        if (peek().is(kind, text)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String sign) throws FilterException {
        if (!taken(Kind.SIGN, sign)) {
            throw unexpected(sign);
        }
    }

    private FilterException unexpected(String expected) {
        Token token = peek();
        String found = token.kind() == Kind.END ? "the end" : token.text();
        return new FilterException("expects " + expected + ", not " + found, token.at());
    }
}
