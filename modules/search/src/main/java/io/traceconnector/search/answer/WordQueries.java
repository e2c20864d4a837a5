package io.traceconnector.search.answer;

import io.traceconnector.search.index.Analysis;
import io.traceconnector.search.index.Numeral;
import io.traceconnector.search.query.Expression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;

/** Makes queries of words, as the field's analyzer sees them. */
final class WordQueries {

    /** From this many letters on a word may have one typo, or two. */
    private static final int ONE_TYPO = 4;

    private static final int TWO_TYPOS = 8;

    /** Longer words are searched as they are. */
    private static final int LONGEST_WITH_TYPOS = 64;

    private static final Pattern ENDING_STAR = Pattern.compile("([^*?\\\\]|\\\\.)+\\*");
    private static final float ONE_OFF = 0.5f;
    private static final float TWO_OFF = 0.25f;

    private final Analysis analysis;

    WordQueries(Analysis analysis) {
        this.analysis = analysis;
    }

    record Word(String text, int position) {}

    /** What stands between blanks or quotes. */
    Optional<Query> text(String field, Expression.Words asked, boolean typos) throws IOException {
        return asked.quoted() ? phrase(field, asked.text(), asked.slop()) : word(field, asked.text(), typos);
    }

    /** Words beside each other; empty where the text holds none. */
    Optional<Query> phrase(String field, String text, int slop) throws IOException {
        return phrase(field, words(field, text), slop);
    }

    static Optional<Query> phrase(String field, List<Word> words, int slop) {
        if (words.size() < 2) {
            return words.stream()
                    .map(word -> (Query) new TermQuery(new Term(field, word.text())))
                    .findFirst();
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder().setSlop(slop);
        for (Word word : words) {
            phrase.add(new Term(field, word.text()), word.position());
        }
        return Optional.of(phrase.build());
    }

    /** What stands between blanks: a word, which may have typos, or several that belong together, such as a number of an order. */
    Optional<Query> word(String field, String text, boolean typos) throws IOException {
        List<Word> words = words(field, text);
        if (words.size() != 1) {
            return phrase(field, text, 0);
        }
        String word = words.getFirst().text();
        Query exact = new TermQuery(new Term(field, word));
        Optional<String> number = Numeral.parse(text).map(Numeral::plain).filter(plain -> !plain.equals(word));
        if (number.isPresent()) {
            return Optional.of(new DisjunctionMaxQuery(
                    List.of(exact, new TermQuery(new Term(field, number.get()))), 0));
        }
        return Optional.of(
                typos && mayHaveTypos(word) ? withTypos(word, exact, edits -> fuzzy(field, word, edits, 1)) : exact);
    }

    static boolean mayHaveTypos(String word) {
        int letters = word.codePointCount(0, word.length());
        return letters >= ONE_TYPO
                && letters <= LONGEST_WITH_TYPOS
                && word.codePoints().allMatch(Character::isLetter);
    }

    /** A link with the word itself scores above 1, one with a typo below. */
    static Query withTypos(String word, Query exact, IntFunction<Query> fuzzy) {
        List<Query> ways = new ArrayList<>();
        ways.add(new BooleanQuery.Builder()
                .add(exact, BooleanClause.Occur.MUST)
                .add(new ConstantScoreQuery(exact), BooleanClause.Occur.SHOULD)
                .build());
        ways.add(new BoostQuery(fuzzy.apply(1), ONE_OFF));
        if (word.codePointCount(0, word.length()) >= TWO_TYPOS) {
            ways.add(new BoostQuery(fuzzy.apply(2), TWO_OFF));
        }
        return new DisjunctionMaxQuery(ways, 0);
    }

    /** A word with so many typos, the first letters right; nearer words score higher. Empty where the text holds no word. */
    Optional<Query> fuzzy(String field, String text, int edits) throws IOException {
        List<Word> words = words(field, text);
        if (!isFuzzy(words)) {
            return phrase(field, words, 0);
        }
        String word = words.getFirst().text();
        return Optional.of(nearest(new TermQuery(new Term(field, word)), edits, off -> fuzzy(field, word, off, 0)));
    }

    /** Whether the words are one that can be searched with typos. */
    static boolean isFuzzy(List<Word> words) {
        return words.size() == 1 && words.getFirst().text().length() <= LONGEST_WITH_TYPOS;
    }

    static Query nearest(Query exact, int edits, IntFunction<Query> fuzzy) {
        List<Query> ways = new ArrayList<>();
        ways.add(exact);
        ways.add(new BoostQuery(fuzzy.apply(1), ONE_OFF));
        if (edits > 1) {
            ways.add(new BoostQuery(fuzzy.apply(2), TWO_OFF));
        }
        return new DisjunctionMaxQuery(ways, 0);
    }

    /** All words of the index are compared: the nearest few would be chosen among everybody's. */
    private static Query fuzzy(String field, String word, int edits, int prefix) {
        return new FuzzyQuery(
                new Term(field, word), edits, prefix, 1, true, MultiTermQuery.CONSTANT_SCORE_BLENDED_REWRITE);
    }

    /** The pattern with its letters as the analyzer folds them. */
    String normalized(String field, String pattern) {
        return analysis.normalize(field, pattern).utf8ToString();
    }

    /** Whether the field's words are made as those of most fields. */
    boolean isStandard(String field) {
        return analysis.isStandard(field);
    }

    List<Word> words(String field, String text) throws IOException {
        List<Word> words = new ArrayList<>();
        try (TokenStream tokens = analysis.tokenStream(field, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute increment = tokens.addAttribute(PositionIncrementAttribute.class);
            int position = -1;
            tokens.reset();
            while (tokens.incrementToken()) {
                position += increment.getPositionIncrement();
                words.add(new Word(term.toString(), position));
            }
            tokens.end();
        }
        return words;
    }

    /** Words of a form, as {@link #normalized}. */
    static Query matching(String indexed, String pattern) {
        return ENDING_STAR.matcher(pattern).matches()
                ? new PrefixQuery(new Term(indexed, unescaped(pattern.substring(0, pattern.length() - 1))))
                : new WildcardQuery(new Term(indexed, pattern));
    }

    private static String unescaped(String pattern) {
        return pattern.replaceAll("\\\\(.)", "$1");
    }
}
