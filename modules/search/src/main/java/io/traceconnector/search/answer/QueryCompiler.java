package io.traceconnector.search.answer;

import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.Kind;
import io.traceconnector.search.index.LinkField;
import io.traceconnector.search.query.BadQuery;
import io.traceconnector.search.query.Expression;
import io.traceconnector.search.query.Spot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.Operations;

/** Turns what was asked into Lucene's queries, by the kinds of values that the caller's links hold in each field. */
final class QueryCompiler {

    private static final int PATTERN_LENGTH = 256;
    private static final int WILDCARDS = 10;

    private final WordQueries words;
    private final FreeWords freeWords;
    private final VisibleFields fields;
    private final Visibility visibility;
    private final boolean typos;

    QueryCompiler(WordQueries words, FreeWords freeWords, VisibleFields fields, Visibility visibility, boolean typos) {
        this.words = words;
        this.freeWords = freeWords;
        this.fields = fields;
        this.visibility = visibility;
        this.typos = typos;
    }

    /** @throws io.traceconnector.api.ProblemException 400 with the place of what cannot be searched */
    Query compile(Expression expression) throws IOException {
        return part(expression).orElseGet(() -> new MatchNoDocsQuery("no words"));
    }

    /** The same without typos, for what narrows and excludes. */
    QueryCompiler strict() {
        return new QueryCompiler(words, freeWords, fields, visibility, false);
    }

    /** The same, to be compared with texts instead of the index. */
    QueryCompiler forTexts() {
        return new QueryCompiler(words, new AllWords(words), fields, visibility, typos);
    }

    /** Empty where a text holds no words, only punctuation: it neither finds nor excludes anything. */
    Optional<Query> part(Expression expression) throws IOException {
        return switch (expression) {
            case Expression.Everything() -> Optional.of(new MatchAllDocsQuery());
            case Expression.Words asked -> words(asked);
            case Expression.OneOf asked -> Optional.of(oneOf(asked));
            case Expression.Range asked -> Optional.of(range(asked));
            case Expression.Pattern asked -> Optional.of(pattern(asked));
            case Expression.Fuzzy asked -> fuzzy(asked);
            case Expression.Present asked -> Optional.of(present(asked));
            case Expression.Combined asked -> combined(asked);
            case Expression.Boosted asked ->
                part(asked.expression()).map(query -> new BoostQuery(query, asked.factor()));
        };
    }

    private Optional<Query> combined(Expression.Combined asked) throws IOException {
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        int clauses = 0;
        for (Expression expression : asked.required()) {
            clauses += add(builder, part(expression), BooleanClause.Occur.MUST);
        }
        for (Expression expression : asked.optional()) {
            clauses += add(builder, part(expression), BooleanClause.Occur.SHOULD);
        }
        boolean onlyExcluded = asked.required().isEmpty() && asked.optional().isEmpty();
        if (onlyExcluded) {
            builder.add(new MatchAllDocsQuery(), BooleanClause.Occur.MUST);
        } else if (clauses == 0) {
            return Optional.empty();
        }
        for (Expression expression : asked.excluded()) {
            add(builder, strict().part(expression), BooleanClause.Occur.MUST_NOT);
        }
        return Optional.of(builder.build());
    }

    private static int add(BooleanQuery.Builder builder, Optional<Query> query, BooleanClause.Occur occur) {
        query.ifPresent(present -> builder.add(present, occur));
        return query.isPresent() ? 1 : 0;
    }

    private Optional<Query> words(Expression.Words asked) throws IOException {
        if (asked.field().isEmpty()) {
            return freeWords.words(asked, typos);
        }
        String field = asked.field().get();
        if (isOrganisation(field)) {
            return Optional.of(visibility.organisations(asked.text()::equals));
        }
        Set<Kind> kinds = fields.require(field, asked.spot());
        List<Query> ways = ValueQueries.typed(field, kinds, asked.text());
        if (kinds.contains(Kind.KEYWORD)) {
            ways.addAll(ValueQueries.oneOf(field, EnumSet.of(Kind.KEYWORD), List.of(asked.text())));
        }
        if (kinds.contains(Kind.TEXT)) {
            Optional<Query> text = words.text(FieldNames.words(field), asked, typos);
            text.ifPresent(ways::add);
            return ways.isEmpty() ? Optional.empty() : Optional.of(any(ways));
        }
        if (ways.isEmpty()) {
            throw ValueQueries.mismatch(field, kinds, asked.spot());
        }
        return Optional.of(any(ways));
    }

    private Query oneOf(Expression.OneOf asked) throws IOException {
        if (isOrganisation(asked.field())) {
            return visibility.organisations(asked.values()::contains);
        }
        Set<Kind> kinds = fields.require(asked.field(), asked.spot());
        List<Query> ways = ValueQueries.oneOf(asked.field(), kinds, asked.values());
        if (ways.isEmpty()) {
            throw ValueQueries.mismatch(asked.field(), kinds, asked.spot());
        }
        return any(ways);
    }

    private Query range(Expression.Range asked) throws IOException {
        refuseOrganisation(asked.field(), asked.spot());
        return any(ValueQueries.range(asked, fields.require(asked.field(), asked.spot())));
    }

    private Optional<Query> fuzzy(Expression.Fuzzy asked) throws IOException {
        if (asked.field().isEmpty()) {
            return freeWords.fuzzy(asked);
        }
        String field = asked.field().get();
        requireText(field, asked.spot());
        return words.fuzzy(FieldNames.words(field), asked.text(), asked.edits());
    }

    private void requireText(String field, Spot spot) throws IOException {
        Set<Kind> kinds = fields.require(field, spot);
        if (!kinds.contains(Kind.TEXT)) {
            throw BadQuery.at(spot, "'" + field + "' holds no words that could have typos", field + ":=\"…\"");
        }
    }

    private Query pattern(Expression.Pattern asked) throws IOException {
        String pattern = asked.pattern();
        if (pattern.startsWith("*") || pattern.startsWith("?")) {
            throw BadQuery.at(
                    asked.spot(),
                    "a pattern must begin with a letter, since all words would have to be read",
                    pattern.replaceFirst("^[*?]+", ""));
        }
        if (pattern.length() > PATTERN_LENGTH
                || pattern.chars().filter(c -> c == '*' || c == '?').count() > WILDCARDS) {
            throw BadQuery.tooComplex(
                    asked.spot(),
                    "a pattern has at most " + PATTERN_LENGTH + " characters and " + WILDCARDS + " of * and ?",
                    "shorten it");
        }
        if (asked.field().isEmpty()) {
            return freeWords.pattern(pattern);
        }
        String field = asked.field().get();
        if (isOrganisation(field)) {
            return visibility.organisations(like(pattern));
        }
        Set<Kind> kinds = fields.require(field, asked.spot());
        List<Query> ways = new ArrayList<>();
        if (kinds.contains(Kind.TEXT) || kinds.contains(Kind.KEYWORD)) {
            ways.add(WordQueries.matching(FieldNames.keyword(field), pattern));
        }
        if (kinds.contains(Kind.TEXT)) {
            String indexed = FieldNames.words(field);
            ways.add(WordQueries.matching(indexed, words.normalized(indexed, pattern)));
        }
        if (ways.isEmpty()) {
            throw ValueQueries.mismatch(field, kinds, asked.spot());
        }
        return any(ways);
    }

    private static Predicate<String> like(String pattern) {
        Automaton automaton =
                WildcardQuery.toAutomaton(new Term("", pattern), Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
        return new CharacterRunAutomaton(automaton)::run;
    }

    private Query present(Expression.Present asked) throws IOException {
        if (isOrganisation(asked.field())) {
            return new MatchAllDocsQuery();
        }
        Set<Kind> kinds = fields.require(asked.field(), asked.spot());
        List<Query> ways = new ArrayList<>();
        for (Kind kind : kinds) {
            ways.add(
                    LinkField.named(asked.field()).isPresent()
                            ? new FieldExistsQuery(sorted(asked.field(), kind))
                            : VisibleFields.presence(asked.field(), kind));
        }
        return any(ways);
    }

    /** The Lucene field by which values of a kind are sorted and counted. */
    static String sorted(String field, Kind kind) {
        return switch (kind) {
            case TEXT, KEYWORD -> FieldNames.keyword(field);
            case NUMBER -> FieldNames.number(field);
            case DATE -> FieldNames.date(field);
            case BOOLEAN -> FieldNames.bool(field);
        };
    }

    private static void refuseOrganisation(String field, Spot spot) {
        if (isOrganisation(field)) {
            throw BadQuery.at(spot, "organisations have no order", field + ":name");
        }
    }

    private static boolean isOrganisation(String field) {
        return field.equals(LinkField.ORGANISATION.path());
    }

    private static Query any(List<Query> ways) {
        return ways.size() == 1 ? ways.getFirst() : new DisjunctionMaxQuery(ways, 0);
    }
}
