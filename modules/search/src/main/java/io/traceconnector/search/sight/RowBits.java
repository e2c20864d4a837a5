package io.traceconnector.search.sight;

import io.traceconnector.api.Condition;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.Kind;
import io.traceconnector.search.index.LinkDocuments;
import io.traceconnector.search.index.LinkField;
import io.traceconnector.search.index.Numeral;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.NumericUtils;

/**
 * The documents of one leaf for which a condition certainly holds, as bits: a condition may have more parts than a query clauses. Where the
 * index cannot tell, it holds only if it does whatever the value is: data that could not be read to its end, values of a field that has no
 * field of its own, names and texts that the index holds in another form.
 */
final class RowBits {

    private static final Set<LinkField> OF_LINKS = EnumSet.of(
            LinkField.WORKFLOW,
            LinkField.ACTION,
            LinkField.STATE,
            LinkField.GROUP,
            LinkField.CREATED_BY,
            LinkField.TAGS);
    private static final Set<Kind> OF_DATA = EnumSet.of(Kind.TEXT, Kind.NUMBER, Kind.BOOLEAN);

    private final IndexSearcher searcher;
    private final LeafReaderContext leaf;
    private final int documents;
    private final FixedBitSet unreadable;

    RowBits(IndexSearcher searcher, LeafReaderContext leaf) throws IOException {
        this.searcher = searcher;
        this.leaf = leaf;
        this.documents = leaf.reader().maxDoc();
        this.unreadable = matching(new TermQuery(new Term(FieldNames.UNREADABLE, "1")));
    }

    /** Takes a bit for each document and part of the condition. */
    FixedBitSet certain(Condition condition) throws IOException {
        return truth(condition).holds();
    }

    /** Documents whose data could not be read to its end. */
    FixedBitSet unreadable() {
        return unreadable;
    }

    FixedBitSet matching(Query query) throws IOException {
        FixedBitSet bits = new FixedBitSet(documents);
        Scorer scorer = searcher.createWeight(
                        searcher.rewrite(new ConstantScoreQuery(query)), ScoreMode.COMPLETE_NO_SCORES, 1)
                .scorer(leaf);
        if (scorer != null) {
            bits.or(scorer.iterator());
        }
        return bits;
    }

    private Truth truth(Condition condition) throws IOException {
        return switch (condition) {
            case Condition.All(var parts) -> Truth.all(truths(parts), documents);
            case Condition.Any(var parts) -> Truth.any(truths(parts), documents);
            case Condition.Not(var part) -> truth(part).not();
            case Condition.Present(var field) -> of(field, true, present(field));
            case Condition.OneOf(var field, var texts) ->
                of(field, texts.stream().allMatch(RowBits::exact), anyOf(FieldNames.keyword(field), texts));
            case Condition.Is(var field, var value) ->
                of(field, true, new TermQuery(new Term(FieldNames.bool(field), Boolean.toString(value))));
            case Condition.Between(var field, var least, var most) -> of(field, true, between(field, least, most));
        };
    }

    private List<Truth> truths(List<Condition> parts) throws IOException {
        List<Truth> truths = new ArrayList<>();
        for (Condition part : parts) {
            truths.add(truth(part));
        }
        return truths;
    }

    private Truth of(String field, boolean tellable, Query query) throws IOException {
        if (!tellable || !isIndexed(field)) {
            return new Truth(new FixedBitSet(documents), new FixedBitSet(documents));
        }
        FixedBitSet told = Truth.everything(documents);
        if (LinkField.named(field).isEmpty()) {
            told.andNot(unreadable);
            told.andNot(matching(
                    new TermQuery(new Term(FieldNames.PRESENT, FieldNames.LEFT_OUT + LinkDocuments.keyword(field)))));
        }
        return Truth.of(matching(query), told);
    }

    private static boolean isIndexed(String field) {
        Optional<LinkField> ofLink = LinkField.named(field);
        return ofLink.map(OF_LINKS::contains)
                .orElse(!field.isEmpty() && !field.startsWith(LinkField.PREFIX) && isWhole(field));
    }

    /** Neither cut nor changed when it is indexed. */
    private static boolean exact(String text) {
        return text.length() < LinkDocuments.KEYWORD_LENGTH && isWhole(text);
    }

    /** Whether UTF-8 tells it from all other texts. */
    private static boolean isWhole(String text) {
        return !text.contains("\ufffd") && new BytesRef(text).utf8ToString().equals(text);
    }

    private static Query present(String field) {
        return LinkField.named(field).isPresent()
                ? new FieldExistsQuery(FieldNames.keyword(field))
                : anyOf(
                        FieldNames.PRESENT,
                        OF_DATA.stream().map(kind -> kind.presence(field)).toList());
    }

    private static Query anyOf(String indexed, Collection<String> texts) {
        return KeywordField.newSetQuery(
                indexed, texts.stream().map(BytesRef::new).toList());
    }

    /** Of numbers that are the same as doubles but not otherwise, all. */
    private static Query between(String field, double least, double most) {
        if (!(least <= most)) {
            return new MatchNoDocsQuery("empty range");
        }
        return BinaryPoint.newRangeQuery(FieldNames.numberPoint(field), bound(least, (byte) 0), bound(most, (byte) -1));
    }

    private static byte[] bound(double value, byte rest) {
        byte[] bytes = new byte[Numeral.BYTES];
        Arrays.fill(bytes, rest);
        // Adding zero makes one zero of the two.
        NumericUtils.longToSortableBytes(NumericUtils.doubleToSortableLong(value + 0.0), bytes, 0);
        return bytes;
    }
}
