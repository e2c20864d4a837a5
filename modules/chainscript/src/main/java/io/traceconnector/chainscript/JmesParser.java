package io.traceconnector.chainscript;

import io.traceconnector.chainscript.JmesToken.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses paths by precedence: each token knows how tightly it binds. */
final class JmesParser {
    /** Tokens that bind less tightly end a projection. */
    private static final int PROJECTION_END = 10;

    private static final Jmes CURRENT = new Jmes.Current();

    private final List<JmesToken> tokens;
    private int at;

    private JmesParser(List<JmesToken> tokens) {
        this.tokens = tokens;
    }

    /** @throws FormatException with code {@code payload-path} */
    static Jmes parse(String path) {
        JmesParser parser = new JmesParser(JmesLexer.tokens(path));
        Jmes expression = parser.expression(0);
        parser.expect(Kind.END);
        return expression;
    }

    private Jmes expression(int power) {
        Jmes left = start(advance());
        while (power < kind().power()) {
            left = continued(left, advance());
        }
        return left;
    }

    private Jmes start(JmesToken token) {
        return switch (token.kind()) {
            case NAME, QUOTED_NAME -> new Jmes.Field(token.text());
            case CURRENT -> CURRENT;
            case STAR -> new Jmes.ValueProjection(CURRENT, each(Kind.STAR));
            case NOT -> new Jmes.Not(expression(Kind.NOT.power()));
            case OPEN_BRACE -> selectHash();
            case FLATTEN, FILTER -> continued(CURRENT, token);
            case OPEN_PAREN -> {
                Jmes inner = expression(0);
                expect(Kind.CLOSE_PAREN);
                yield inner;
            }
            case OPEN_BRACKET -> startsIndex() || startsWildcard() ? continued(CURRENT, token) : selectList();
            default -> throw JmesLexer.invalid(token.at());
        };
    }

    private Jmes continued(Jmes left, JmesToken token) {
        return switch (token.kind()) {
            case DOT -> dotted(left);
            case PIPE -> new Jmes.Chain(left, expression(Kind.PIPE.power()));
            case OR -> new Jmes.Or(left, expression(Kind.OR.power()));
            case AND -> new Jmes.And(left, expression(Kind.AND.power()));
            case FLATTEN -> new Jmes.Projection(new Jmes.Flatten(left), each(Kind.FLATTEN));
            case FILTER -> filter(left);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                new Jmes.Compare(token.kind(), left, expression(token.kind().power()));
            case OPEN_BRACKET -> bracket(left);
            default -> throw JmesLexer.invalid(token.at());
        };
    }

    private Jmes dotted(Jmes left) {
        if (kind() == Kind.STAR) {
            advance();
            return new Jmes.ValueProjection(left, each(Kind.STAR));
        }
        return new Jmes.Chain(left, behindDot(Kind.DOT.power()));
    }

    private Jmes filter(Jmes left) {
        Jmes condition = expression(0);
        expect(Kind.CLOSE_BRACKET);
        Jmes each = kind() == Kind.FLATTEN ? CURRENT : each(Kind.FILTER);
        return new Jmes.FilterProjection(left, condition, each);
    }

    private Jmes bracket(Jmes left) {
        if (startsIndex()) {
            return indexOrSlice(left);
        }
        expect(Kind.STAR);
        expect(Kind.CLOSE_BRACKET);
        return new Jmes.Projection(left, each(Kind.STAR));
    }

    private Jmes indexOrSlice(Jmes left) {
        List<Optional<Integer>> parts = new ArrayList<>();
        parts.add(optionalNumber());
        while (kind() == Kind.COLON && parts.size() < 3) {
            advance();
            parts.add(optionalNumber());
        }
        int end = expect(Kind.CLOSE_BRACKET).at();
        if (parts.size() == 1) {
            return new Jmes.Chain(left, new Jmes.Index(parts.get(0).orElseThrow(() -> JmesLexer.invalid(end))));
        }
        int step = parts.size() == 3 ? parts.get(2).orElse(1) : 1;
        if (step == 0) {
            throw JmesLexer.invalid(end);
        }
        Jmes slice = new Jmes.Slice(parts.get(0), parts.get(1), step);
        return new Jmes.Projection(new Jmes.Chain(left, slice), each(Kind.STAR));
    }

    private Optional<Integer> optionalNumber() {
        if (kind() != Kind.NUMBER) {
            return Optional.empty();
        }
        JmesToken number = advance();
        try {
            return Optional.of(Integer.parseInt(number.text()));
        } catch (NumberFormatException e) {
            throw JmesLexer.invalid(number.at());
        }
    }

    /** What a projection does with each element: whatever binds to it on the right. */
    private Jmes each(Kind projection) {
        int power = projection.power();
        if (kind().power() < PROJECTION_END) {
            return CURRENT;
        }
        return switch (kind()) {
            case OPEN_BRACKET, FILTER -> expression(power);
            case DOT -> {
                advance();
                yield behindDot(power);
            }
            default -> throw JmesLexer.invalid(tokens.get(at).at());
        };
    }

    private Jmes behindDot(int power) {
        return switch (kind()) {
            case NAME, QUOTED_NAME, STAR -> expression(power);
            case OPEN_BRACKET -> {
                advance();
                yield selectList();
            }
            case OPEN_BRACE -> {
                advance();
                yield selectHash();
            }
            default -> throw JmesLexer.invalid(tokens.get(at).at());
        };
    }

    private Jmes selectList() {
        List<Jmes> elements = new ArrayList<>();
        do {
            elements.add(expression(0));
        } while (takenComma());
        expect(Kind.CLOSE_BRACKET);
        return new Jmes.SelectList(elements);
    }

    private Jmes selectHash() {
        Map<String, Jmes> members = new LinkedHashMap<>();
        do {
            JmesToken name = advance();
            if (name.kind() != Kind.NAME && name.kind() != Kind.QUOTED_NAME) {
                throw JmesLexer.invalid(name.at());
            }
            expect(Kind.COLON);
            members.put(name.text(), expression(0));
        } while (takenComma());
        expect(Kind.CLOSE_BRACE);
        return new Jmes.SelectHash(members);
    }

    private boolean takenComma() {
        if (kind() != Kind.COMMA) {
            return false;
        }
        advance();
        return true;
    }

    private boolean startsIndex() {
        return kind() == Kind.NUMBER || kind() == Kind.COLON;
    }

    private boolean startsWildcard() {
        return kind() == Kind.STAR && tokens.get(at + 1).kind() == Kind.CLOSE_BRACKET;
    }

    private Kind kind() {
        return tokens.get(at).kind();
    }

    private JmesToken advance() {
        JmesToken token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    private JmesToken expect(Kind kind) {
        JmesToken token = advance();
        if (token.kind() != kind) {
            throw JmesLexer.invalid(token.at());
        }
        return token;
    }
}
