package io.traceconnector.search.answer;

import io.traceconnector.search.answer.WordQueries.Word;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.LinkField;
import io.traceconnector.search.index.Numeral;
import io.traceconnector.search.query.Expression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.Operations;

/**
 * In the words of each visible field by itself, for callers to whom fields are hidden: a link's words of all its fields together do not tell
 * whose they are. A word weighs by how rare it is among the caller's links, not by how often or in how long a text a link has it. Numbers are
 * found as a whole, and so are the hash of a link and the id of its trace; what has no field of its own is not found.
 */
final class VisibleWords implements FreeWords {

    private static final List<String> WHOLE =
            List.of(FieldNames.keyword(LinkField.HASH.path()), FieldNames.keyword(LinkField.TRACE.path()));

    private final WordQueries words;
    private final CallerSearcher searcher;
    private final List<String> names;
    private final List<String> texts;

    /** @param names of the fields of the data that may have visible values */
    VisibleWords(WordQueries words, CallerSearcher searcher, List<String> names) {
        this.words = words;
        this.searcher = searcher;
        this.names = names;
        this.texts = new ArrayList<>(names.stream().map(FieldNames::words).toList());
        this.texts.add(FieldNames.words(LinkField.ACTION.path()));
        this.texts.add(FieldNames.words(LinkField.TAGS.path()));
    }

    @Override
    public Optional<Query> words(Expression.Words asked, boolean typos) throws IOException {
        List<Word> usual = words.words(FieldNames.WORDS, asked.text());
        if (usual.isEmpty()) {
            return Optional.empty();
        }
        Query exact = exact(asked.text(), asked.quoted() ? asked.slop() : 0, usual);
        String word = usual.getFirst().text();
        boolean tolerant = typos && !asked.quoted() && usual.size() == 1 && WordQueries.mayHaveTypos(word);
        return Optional.of(tolerant ? WordQueries.withTypos(word, exact, edits -> similar(word, edits, 1)) : exact);
    }

    @Override
    public Optional<Query> fuzzy(Expression.Fuzzy asked) throws IOException {
        List<Word> usual = words.words(FieldNames.WORDS, asked.text());
        if (usual.isEmpty()) {
            return Optional.empty();
        }
        Query exact = exact(asked.text(), 0, usual);
        return Optional.of(
                WordQueries.isFuzzy(usual)
                        ? WordQueries.nearest(
                                exact,
                                asked.edits(),
                                edits -> similar(usual.getFirst().text(), edits, 0))
                        : exact);
    }

    @Override
    public Query pattern(String pattern) {
        Map<String, CompiledAutomaton> compiled = new HashMap<>();
        Function<String, CompiledAutomaton> compile = normal -> new CompiledAutomaton(
                WildcardQuery.toAutomaton(new Term("", normal), Operations.DEFAULT_DETERMINIZE_WORK_LIMIT),
                false,
                true);
        String usual = words.normalized(FieldNames.WORDS, pattern);
        List<Query> ways = new ArrayList<>();
        for (String field : texts) {
            String normal = words.isStandard(field) ? usual : words.normalized(field, pattern);
            ways.add(new TermsLike(field, compiled.computeIfAbsent(normal, compile)));
        }
        for (String field : WHOLE) {
            ways.add(new TermsLike(field, compiled.computeIfAbsent(usual, compile)));
        }
        return new AnyOf(ways);
    }

    private Query exact(String text, int slop, List<Word> usual) throws IOException {
        List<Query> ways = new ArrayList<>();
        for (String field : texts) {
            List<Word> own = words.isStandard(field) ? usual : words.words(field, text);
            WordQueries.phrase(field, own, slop).ifPresent(ways::add);
        }
        Optional<Numeral> number = Numeral.parse(text);
        if (number.isPresent()) {
            byte[] value = number.get().sortable();
            names.forEach(name -> ways.add(BinaryPoint.newExactQuery(FieldNames.numberPoint(name), value)));
        }
        for (String field : WHOLE) {
            ways.add(new TermQuery(new Term(field, text.toLowerCase(Locale.ROOT))));
        }
        Query found = new AnyOf(ways);
        return new BoostQuery(found, searcher.rarity(new Term(FieldNames.WORDS, text + "~" + slop), found));
    }

    private Query similar(String word, int edits, int prefix) {
        CompiledAutomaton near = FuzzyQuery.getFuzzyAutomaton(word, edits, prefix, true);
        return new AnyOf(
                texts.stream().map(field -> (Query) new TermsLike(field, near)).toList());
    }
}
