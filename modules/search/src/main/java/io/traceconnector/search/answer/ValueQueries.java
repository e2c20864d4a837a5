package io.traceconnector.search.answer;

import io.traceconnector.search.index.Dates;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.Kind;
import io.traceconnector.search.index.LinkDocuments;
import io.traceconnector.search.index.Numeral;
import io.traceconnector.search.query.BadQuery;
import io.traceconnector.search.query.Expression.Bound;
import io.traceconnector.search.query.Expression.Range;
import io.traceconnector.search.query.Spot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/** Makes queries of values: equal to, or between. A field of several kinds is asked in each kind that the value fits. */
final class ValueQueries {

    private ValueQueries() {}

    /** One of the values; each way to read them that fits one of the field's kinds. Words are not among them. */
    static List<Query> oneOf(String field, Set<Kind> kinds, List<String> values) {
        List<Query> ways = new ArrayList<>();
        if (kinds.contains(Kind.TEXT) || kinds.contains(Kind.KEYWORD)) {
            List<BytesRef> terms = values.stream()
                    .map(LinkDocuments::keyword)
                    .map(BytesRef::new)
                    .toList();
            ways.add(KeywordField.newSetQuery(FieldNames.keyword(field), terms));
        }
        for (String value : values) {
            ways.addAll(typed(field, kinds, value));
        }
        return ways;
    }

    /** The value read as number, date and boolean, where the field has such values and it is one. */
    static List<Query> typed(String field, Set<Kind> kinds, String value) {
        List<Query> ways = new ArrayList<>();
        if (kinds.contains(Kind.NUMBER)) {
            Numeral.parse(value)
                    .map(number -> BinaryPoint.newExactQuery(FieldNames.numberPoint(field), number.sortable()))
                    .ifPresent(ways::add);
        }
        if (kinds.contains(Kind.DATE)) {
            Dates.inQuery(value)
                    .map(span -> LongField.newRangeQuery(FieldNames.date(field), span.first(), span.last()))
                    .ifPresent(ways::add);
        }
        if (kinds.contains(Kind.BOOLEAN) && (value.equals("true") || value.equals("false"))) {
            ways.add(new TermQuery(new Term(FieldNames.bool(field), value)));
        }
        return ways;
    }

    /** @throws io.traceconnector.api.ProblemException 400 {@code bad_query} where the bounds fit none of the field's kinds */
    static List<Query> range(Range range, Set<Kind> kinds) {
        List<Query> ways = new ArrayList<>();
        if (kinds.contains(Kind.NUMBER)) {
            numbers(range).ifPresent(ways::add);
        }
        if (kinds.contains(Kind.DATE)) {
            dates(range).ifPresent(ways::add);
        }
        if (ways.isEmpty() && (kinds.contains(Kind.TEXT) || kinds.contains(Kind.KEYWORD))) {
            ways.add(texts(range));
        }
        if (ways.isEmpty()) {
            throw mismatch(range.field(), kinds, range.spot());
        }
        return ways;
    }

    static io.traceconnector.api.ProblemException mismatch(String field, Set<Kind> kinds, Spot spot) {
        String held = String.join(" and ", kinds.stream().map(Kind::spelling).toList());
        String example = switch (kinds.iterator().next()) {
            case NUMBER -> field + ":>=10";
            case DATE -> field + ":>=2026-01-31";
            case BOOLEAN -> field + ":true";
            case TEXT, KEYWORD -> field + ":\"…\"";
        };
        return BadQuery.at(spot, "'" + field + "' holds values of kind " + held + ", and this is none", example);
    }

    private static Optional<Query> numbers(Range range) {
        Optional<Numeral> from = range.lower().map(Bound::value).flatMap(Numeral::parse);
        Optional<Numeral> to = range.upper().map(Bound::value).flatMap(Numeral::parse);
        if (from.isPresent() != range.lower().isPresent()
                || to.isPresent() != range.upper().isPresent()) {
            return Optional.empty();
        }
        byte[] lower = from.map(Numeral::sortable).orElse(new byte[Numeral.BYTES]);
        byte[] upper = to.map(Numeral::sortable).orElse(highest());
        // Neither end of the scale is a number, so stepping off a bound never wraps around.
        if (from.isPresent() && !range.lower().orElseThrow().inclusive()) {
            NumericUtils.add(Numeral.BYTES, 0, lower.clone(), one(), lower);
        }
        if (to.isPresent() && !range.upper().orElseThrow().inclusive()) {
            NumericUtils.subtract(Numeral.BYTES, 0, upper.clone(), one(), upper);
        }
        if (Arrays.compareUnsigned(lower, upper) > 0) {
            return Optional.of(new MatchNoDocsQuery("empty range"));
        }
        return Optional.of(BinaryPoint.newRangeQuery(FieldNames.numberPoint(range.field()), lower, upper));
    }

    private static byte[] highest() {
        byte[] bytes = new byte[Numeral.BYTES];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }

    private static byte[] one() {
        byte[] bytes = new byte[Numeral.BYTES];
        bytes[Numeral.BYTES - 1] = 1;
        return bytes;
    }

    private static Optional<Query> dates(Range range) {
        Optional<Dates.Span> from = range.lower().map(Bound::value).flatMap(Dates::inQuery);
        Optional<Dates.Span> to = range.upper().map(Bound::value).flatMap(Dates::inQuery);
        if (from.isPresent() != range.lower().isPresent()
                || to.isPresent() != range.upper().isPresent()) {
            return Optional.empty();
        }
        long first = from.map(span -> range.lower().orElseThrow().inclusive() ? span.first() : span.last() + 1)
                .orElse(Long.MIN_VALUE);
        long last = to.map(span -> range.upper().orElseThrow().inclusive() ? span.last() : span.first() - 1)
                .orElse(Long.MAX_VALUE);
        return Optional.of(
                first > last
                        ? new MatchNoDocsQuery("empty range")
                        : LongField.newRangeQuery(FieldNames.date(range.field()), first, last));
    }

    private static Query texts(Range range) {
        return TermRangeQuery.newStringRange(
                FieldNames.keyword(range.field()),
                range.lower().map(Bound::value).orElse(null),
                range.upper().map(Bound::value).orElse(null),
                range.lower().map(Bound::inclusive).orElse(true),
                range.upper().map(Bound::inclusive).orElse(true));
    }
}
