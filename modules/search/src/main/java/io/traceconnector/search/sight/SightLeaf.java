package io.traceconnector.search.sight;

import io.traceconnector.api.WorkflowId;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.LinkField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValuesSkipper;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * A part of the index as one caller sees it: other documents are as if they had been deleted, hidden fields as if they had not been written.
 * Stored fields are not looked into; what is made of them goes through the caller's sight.
 */
final class SightLeaf extends FilterLeafReader {

    private final FixedBitSet documents;
    private final int count;
    private final HiddenFields hiddenFields;
    private final Bits all;
    private @Nullable FieldInfos fieldInfos;
    private final Map<String, Hiding> hidings = new HashMap<>();
    private final Map<Set<WorkflowId>, Optional<Bits>> ofWorkflows = new HashMap<>();

    SightLeaf(LeafReader in, FixedBitSet documents, HiddenFields hiddenFields) {
        super(in);
        this.documents = documents;
        this.count = documents.cardinality();
        this.hiddenFields = hiddenFields;
        this.all = new Bits.MatchAllBits(in.maxDoc());
    }

    @Override
    public Bits getLiveDocs() {
        return documents;
    }

    @Override
    public int numDocs() {
        return count;
    }

    /** Always: where nothing is deleted, queries count what is written in the index instead of what can be seen. */
    @Override
    public boolean hasDeletions() {
        return true;
    }

    /** The documents that must be taken for ones without the field; null for none. */
    private @Nullable Bits hidden(String indexed) throws IOException {
        if (indexed.equals(FieldNames.WORDS)) {
            // Whose words they are is not written there.
            return hiddenFields.any() ? all : null;
        }
        String name = FieldNames.dataName(indexed).orElse("");
        return name.isEmpty() ? null : hiddenData(name);
    }

    private static boolean isEverywhere(@Nullable Bits hidden) {
        return hidden instanceof Bits.MatchAllBits;
    }

    private @Nullable Bits hiddenData(String name) throws IOException {
        return switch (hidings.computeIfAbsent(name, hiddenFields::of)) {
            case Hiding.Nowhere() -> null;
            case Hiding.Everywhere() -> all;
            case Hiding.In(var workflows) -> ofWorkflows(workflows).orElse(null);
        };
    }

    /** Empty where there are none of these workflows. */
    private Optional<Bits> ofWorkflows(Set<WorkflowId> workflows) throws IOException {
        Optional<Bits> known = ofWorkflows.get(workflows);
        if (known != null) {
            return known;
        }
        FixedBitSet bits = new FixedBitSet(in.maxDoc());
        for (WorkflowId workflow : workflows) {
            PostingsEnum postings = in.postings(
                    new Term(FieldNames.keyword(LinkField.WORKFLOW.path()), workflow.value()), PostingsEnum.NONE);
            if (postings != null) {
                bits.or(postings);
            }
        }
        Optional<Bits> some = bits.cardinality() == 0 ? Optional.empty() : Optional.of(bits);
        ofWorkflows.put(workflows, some);
        return some;
    }

    /** Terms of {@link FieldNames#PRESENT} are a letter and the name of a field. */
    private @Nullable Bits hiddenPresence(BytesRef term) {
        try {
            return hiddenData(term.utf8ToString().substring(1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public @Nullable Terms terms(String field) throws IOException {
        Bits hidden = hidden(field);
        Terms terms = isEverywhere(hidden) ? null : in.terms(field);
        if (terms == null) {
            return null;
        }
        if (field.equals(FieldNames.PRESENT) && hiddenFields.any()) {
            return new HidingTerms(terms, this::hiddenPresence);
        }
        return hidden == null ? terms : new HidingTerms(terms, any -> hidden);
    }

    @Override
    public @Nullable PointValues getPointValues(String field) throws IOException {
        Bits hidden = hidden(field);
        PointValues points = isEverywhere(hidden) ? null : in.getPointValues(field);
        return points == null || hidden == null ? points : new HidingPoints(points, hidden);
    }

    @Override
    public @Nullable SortedNumericDocValues getSortedNumericDocValues(String field) throws IOException {
        Bits hidden = hidden(field);
        SortedNumericDocValues values = isEverywhere(hidden) ? null : in.getSortedNumericDocValues(field);
        return values == null || hidden == null ? values : new HidingNumbers(values, hidden);
    }

    @Override
    public @Nullable SortedSetDocValues getSortedSetDocValues(String field) throws IOException {
        Bits hidden = hidden(field);
        SortedSetDocValues values = isEverywhere(hidden) ? null : in.getSortedSetDocValues(field);
        if (values == null) {
            return null;
        }
        if (field.equals(FieldNames.PRESENT) && hiddenFields.any()) {
            return new HidingTexts(values, new PresenceOrdinals(values)::hidden);
        }
        return hidden == null ? values : new HidingTexts(values, any -> hidden);
    }

    /** What is hidden, by the ordinal of a term of {@link FieldNames#PRESENT}; looked up once each. */
    private final class PresenceOrdinals {
        private final SortedSetDocValues values;
        private final Map<Long, Bits> known = new HashMap<>();
        private final Bits nothing = new Bits.MatchNoBits(in.maxDoc());

        PresenceOrdinals(SortedSetDocValues values) {
            this.values = values;
        }

        Bits hidden(long ordinal) {
            return known.computeIfAbsent(ordinal, this::find);
        }

        private Bits find(long ordinal) {
            try {
                Bits hidden = hiddenPresence(values.lookupOrd(ordinal));
                return hidden == null ? nothing : hidden;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Override
    public @Nullable NumericDocValues getNumericDocValues(String field) throws IOException {
        return hidden(field) == null ? in.getNumericDocValues(field) : null;
    }

    @Override
    public @Nullable BinaryDocValues getBinaryDocValues(String field) throws IOException {
        return hidden(field) == null ? in.getBinaryDocValues(field) : null;
    }

    @Override
    public @Nullable SortedDocValues getSortedDocValues(String field) throws IOException {
        return hidden(field) == null ? in.getSortedDocValues(field) : null;
    }

    @Override
    public @Nullable DocValuesSkipper getDocValuesSkipper(String field) throws IOException {
        return hidden(field) == null ? in.getDocValuesSkipper(field) : null;
    }

    @Override
    public @Nullable NumericDocValues getNormValues(String field) throws IOException {
        Bits hidden = hidden(field);
        NumericDocValues norms = isEverywhere(hidden) ? null : in.getNormValues(field);
        return norms == null || hidden == null ? norms : new HidingNorms(norms, hidden);
    }

    /** Without the fields that are hidden everywhere. */
    @Override
    public FieldInfos getFieldInfos() {
        FieldInfos known = fieldInfos;
        if (known == null) {
            List<FieldInfo> seen = new ArrayList<>();
            for (FieldInfo field : in.getFieldInfos()) {
                if (!isHiddenEverywhere(field.name)) {
                    seen.add(field);
                }
            }
            known = new FieldInfos(seen.toArray(FieldInfo[]::new));
            fieldInfos = known;
        }
        return known;
    }

    private boolean isHiddenEverywhere(String indexed) {
        return indexed.equals(FieldNames.WORDS)
                ? hiddenFields.any()
                : FieldNames.dataName(indexed).filter(hiddenFields::everywhere).isPresent();
    }

    /** None: what is kept for the index is not what this caller sees. */
    @Override
    public @Nullable CacheHelper getCoreCacheHelper() {
        return null;
    }

    @Override
    public @Nullable CacheHelper getReaderCacheHelper() {
        return null;
    }
}
