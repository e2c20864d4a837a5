package io.traceconnector.search.answer;

import io.traceconnector.api.WorkflowId;
import io.traceconnector.search.answer.SearchRequest.HighlightRequest;
import io.traceconnector.search.index.Analysis;
import io.traceconnector.search.index.DataFields;
import io.traceconnector.search.index.DataLeaves;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.IndexedLink;
import io.traceconnector.search.index.Numeral;
import io.traceconnector.search.sight.HiddenFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;

/** Fragments of a link's data with the found words marked. */
final class Highlights {

    /** Of each text this many characters are looked at. */
    private static final int TEXT_LENGTH = 20_000;

    /** Of each link this many texts are looked at. */
    private static final int TEXTS = 500;

    private final HighlightRequest request;
    private final Query query;
    private final HiddenFields hidden;
    private final UnifiedHighlighter highlighter;

    /** @param hidden fields that are passed over, whatever stands in them */
    Highlights(HighlightRequest request, Query query, Analysis analysis, HiddenFields hidden) {
        this.request = request;
        this.query = query;
        this.hidden = hidden;
        this.highlighter = UnifiedHighlighter.builderWithoutSearcher(analysis)
                .withFormatter(new FragmentFormatter(request))
                .withMaxLength(TEXT_LENGTH)
                .withMaxNoHighlightPassages(0)
                .withFieldMatcher(field -> true)
                .build();
    }

    /** By field, those with a found word only. */
    Map<String, List<String>> of(IndexedLink link) {
        WorkflowId workflow = link.link().feed().workflow();
        Map<String, List<String>> fragments = new LinkedHashMap<>();
        DataLeaves.walk(link.data().utf8(), new DataLeaves.Visitor() {
            private int looked;

            @Override
            public void text(String path, String value) {
                if (hidden.any() && hidden.hides(workflow, DataFields.name(path))) {
                    return;
                }
                if (looked++ < TEXTS && !value.isBlank()) {
                    add(path, value, fragments);
                }
            }

            @Override
            public void number(String path, Numeral value) {
                text(path, value.plain());
            }

            @Override
            public void bool(String path, boolean value) {
                // no word
            }
        });
        return fragments;
    }

    private void add(String path, String value, Map<String, List<String>> fragments) {
        try {
            Object found =
                    highlighter.highlightWithoutSearcher(FieldNames.words(path), query, value, request.fragments());
            if (found instanceof FragmentFormatter.Fragments marked) {
                List<String> list = fragments.computeIfAbsent(path, any -> new ArrayList<>());
                for (String fragment : marked.texts()) {
                    if (list.size() < request.fragments()) {
                        list.add(fragment);
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
