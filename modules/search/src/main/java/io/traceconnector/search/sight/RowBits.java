package io.traceconnector.search.sight;

import io.traceconnector.api.Condition;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.Kind;
import io.traceconnector.search.index.LinkDocuments;
import io.traceconnector.search.index.LinkField;
import io.traceconnector.search.index.Numeral;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
 * The documents for which a condition holds, as bits: a condition may have more parts than a query clauses. Where the index cannot tell, no
 * document is among them: data that could not be read to its end, values of a named field that has no field of its own, names and texts that
 * the index holds in another form.
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

    RowBits(IndexSearcher searcher) {
        this.searcher = searcher;
    }

    /** The documents of a leaf for which the condition certainly holds. A bit for each document, and for each level of the condition. */
    FixedBitSet certain(Condition condition, LeafReaderContext leaf) throws IOException {
        Set<String> fields = new TreeSet<>();
        if (!tellable(condition, fields)) {
            return new FixedBitSet(leaf.reader().maxDoc());
        }
        FixedBitSet bits = bits(condition, leaf);
        List<String> leftOut = fields.stream()
                .map(field -> FieldNames.LEFT_OUT + LinkDocuments.keyword(field))
                .toList();
        bits.andNot(matching(anyOf(FieldNames.PRESENT, leftOut), leaf));
        return bits;
    }

    /** Documents whose data could not be read to its end. */
    FixedBitSet unreadable(LeafReaderContext leaf) throws IOException {
        return matching(new TermQuery(new Term(FieldNames.UNREADABLE, "1")), leaf);
    }

    FixedBitSet matching(Query query, LeafReaderContext leaf) throws IOException {
        FixedBitSet bits = new FixedBitSet(leaf.reader().maxDoc());
        Scorer scorer = searcher.createWeight(
                        searcher.rewrite(new ConstantScoreQuery(query)), ScoreMode.COMPLETE_NO_SCORES, 1)
                .scorer(leaf);
        if (scorer != null) {
            bits.or(scorer.iterator());
        }
        return bits;
    }

    private FixedBitSet bits(Condition condition, LeafReaderContext leaf) throws IOException {
        return switch (condition) {
            case Condition.All(var parts) -> {
                FixedBitSet all = everything(leaf);
                for (Condition part : parts) {
                    all.and(bits(part, leaf));
                }
                yield all;
            }
            case Condition.Any(var parts) -> {
                FixedBitSet any = new FixedBitSet(leaf.reader().maxDoc());
                for (Condition part : parts) {
                    any.or(bits(part, leaf));
                }
                yield any;
            }
            case Condition.Not(var part) -> {
                FixedBitSet not = bits(part, leaf);
                not.flip(0, not.length());
                yield not;
            }
            case Condition.Present(var field) -> matching(present(field), leaf);
            case Condition.OneOf(var field, var texts) -> matching(anyOf(FieldNames.keyword(field), texts), leaf);
            case Condition.Is(var field, var value) ->
                matching(new TermQuery(new Term(FieldNames.bool(field), Boolean.toString(value))), leaf);
            case Condition.Between(var field, var least, var most) -> matching(between(field, least, most), leaf);
        };
    }

    private static FixedBitSet everything(LeafReaderContext leaf) {
        FixedBitSet all = new FixedBitSet(leaf.reader().maxDoc());
        all.set(0, all.length());
        return all;
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

    /** Collects the fields; whether the index can tell what it finds for them. */
    private static boolean tellable(Condition condition, Set<String> fields) {
        return switch (condition) {
            case Condition.All(var parts) -> parts.stream().allMatch(part -> tellable(part, fields));
            case Condition.Any(var parts) -> parts.stream().allMatch(part -> tellable(part, fields));
            case Condition.Not(var part) -> tellable(part, fields);
            case Condition.Present(var field) -> name(field, fields);
            case Condition.OneOf(var field, var texts) ->
                name(field, fields) && texts.stream().allMatch(RowBits::exact);
            case Condition.Is is -> name(is.field(), fields);
            case Condition.Between between -> name(between.field(), fields);
        };
    }

    private static boolean name(String field, Set<String> fields) {
        fields.add(field);
        Optional<LinkField> ofLink = LinkField.named(field);
        return ofLink.map(OF_LINKS::contains)
                .orElse(!field.isEmpty() && !field.startsWith(LinkField.PREFIX) && !field.contains("\ufffd"));
    }

    /** Neither cut nor changed when it is indexed. */
    private static boolean exact(String text) {
        return text.length() < LinkDocuments.KEYWORD_LENGTH
                && Stream.of(text)
                        .map(BytesRef::new)
                        .allMatch(bytes -> bytes.utf8ToString().equals(text))
                && !text.contains("\ufffd");
    }
}
