package io.traceconnector.search.answer;

import io.traceconnector.search.answer.SearchRequest.SortKey;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.Kind;
import io.traceconnector.search.index.LinkField;
import io.traceconnector.search.query.BadQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.SortedNumericSortField;
import org.apache.lucene.search.SortedSetSelector;

/**
 * The order of hits. A field of several values counts with its lowest when ascending, its highest when descending; links without the field
 * come last either way. Equal ones are told apart by when they were first stored, newest first, so that the order is total.
 *
 * @param kinds how each key is read, for the pages that follow; empty for the score
 */
record SortPlan(Sort sort, List<Optional<Kind>> kinds) {

    static final String SCORE = "score";

    /** @param taken the kinds that the first page has chosen, where this is a later one */
    static SortPlan of(List<SortKey> keys, VisibleFields fields, Optional<List<Optional<Kind>>> taken)
            throws IOException {
        List<SortField> order = new ArrayList<>();
        List<Optional<Kind>> kinds = new ArrayList<>();
        for (SortKey key : keys.isEmpty() ? List.of(byScore()) : keys) {
            Optional<Kind> kind = taken.isPresent() && taken.get().size() > kinds.size()
                    ? taken.get().get(kinds.size())
                    : kind(key, fields);
            kinds.add(kind);
            if (kind.isPresent()) {
                add(order, key, kind.get());
            } else {
                order.add(new SortField(null, SortField.Type.SCORE, !key.descending()));
            }
        }
        order.add(new SortedNumericSortField(FieldNames.SEQUENCE, SortField.Type.LONG, true));
        return new SortPlan(new Sort(order.toArray(SortField[]::new)), kinds);
    }

    private static SortKey byScore() {
        return new SortKey(SCORE, true, new io.traceconnector.search.query.Spot("sort", 0));
    }

    private static Optional<Kind> kind(SortKey key, VisibleFields fields) throws IOException {
        if (key.field().equals(SCORE)) {
            return Optional.empty();
        }
        if (key.field().equals(LinkField.ORGANISATION.path())) {
            throw BadQuery.at(key.spot(), "organisations have no order", LinkField.CREATED_AT.path());
        }
        return Optional.of(fields.main(key.field(), key.spot()));
    }

    private static void add(List<SortField> order, SortKey key, Kind kind) {
        boolean down = key.descending();
        SortedNumericSelector.Type end = down ? SortedNumericSelector.Type.MAX : SortedNumericSelector.Type.MIN;
        String indexed = QueryCompiler.sorted(key.field(), kind);
        switch (kind) {
            case NUMBER -> {
                order.add(numeric(indexed, down, end, down ? Long.MIN_VALUE : Long.MAX_VALUE));
                order.add(numeric(FieldNames.numberRest(key.field()), down, end, 0));
            }
            case DATE -> order.add(LongField.newSortField(indexed, down, end, down ? Long.MIN_VALUE : Long.MAX_VALUE));
            case TEXT, KEYWORD, BOOLEAN ->
                order.add(KeywordField.newSortField(
                        indexed,
                        down,
                        down ? SortedSetSelector.Type.MAX : SortedSetSelector.Type.MIN,
                        down ? SortField.STRING_FIRST : SortField.STRING_LAST));
        }
    }

    private static SortField numeric(String indexed, boolean down, SortedNumericSelector.Type end, long missing) {
        return new SortedNumericSortField(indexed, SortField.Type.LONG, down, end, missing);
    }

    /** How well a hit matches; empty where the order does not ask for it. */
    Optional<Float> score(FieldDoc hit) {
        SortField[] order = sort.getSort();
        for (int i = 0; i < order.length; i++) {
            if (order[i].getType() == SortField.Type.SCORE) {
                return Optional.of((Float) hit.fields[i]);
            }
        }
        return Optional.empty();
    }
}
