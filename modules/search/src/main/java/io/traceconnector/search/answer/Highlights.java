package io.traceconnector.search.answer;

import io.traceconnector.search.answer.SearchRequest.HighlightRequest;
import io.traceconnector.search.index.Analysis;
import io.traceconnector.search.index.DataLeaves;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.Numeral;
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
    private final UnifiedHighlighter highlighter;

    Highlights(HighlightRequest request, Query query, Analysis analysis) {
        this.request = request;
        this.query = query;
        this.highlighter = UnifiedHighlighter.builderWithoutSearcher(analysis)
                .withFormatter(new FragmentFormatter(request))
                .withMaxLength(TEXT_LENGTH)
                .withMaxNoHighlightPassages(0)
                .withFieldMatcher(field -> true)
                .build();
    }

    /** By field, those with a found word only. */
    Map<String, List<String>> of(byte[] data) {
        Map<String, List<String>> fragments = new LinkedHashMap<>();
        DataLeaves.walk(data, new DataLeaves.Visitor() {
            private int looked;

            @Override
            public void text(String path, String value) {
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
