package io.traceconnector.search.answer;

import io.traceconnector.search.answer.SearchRequest.HighlightRequest;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;

/** Marks found words. What the text itself holds is escaped for HTML unless asked otherwise, so that markers cannot be forged by data. */
final class FragmentFormatter extends PassageFormatter {

    private final HighlightRequest request;

    FragmentFormatter(HighlightRequest request) {
        this.request = request;
    }

    record Fragments(List<String> texts) {}

    @Override
    public Object format(Passage[] passages, String content) {
        List<String> texts = new ArrayList<>();
        for (Passage passage : passages) {
            if (passage.getNumMatches() > 0) {
                texts.add(mark(passage, content).strip());
            }
        }
        return new Fragments(texts);
    }

    private String mark(Passage passage, String content) {
        StringBuilder text = new StringBuilder();
        int done = passage.getStartOffset();
        for (int i = 0; i < passage.getNumMatches(); i++) {
            int start = Math.max(done, passage.getMatchStarts()[i]);
            int end = Math.min(passage.getEndOffset(), passage.getMatchEnds()[i]);
            if (end > start) {
                append(text, content, done, start);
                text.append(request.before());
                append(text, content, start, end);
                text.append(request.after());
                done = end;
            }
        }
        append(text, content, done, Math.max(done, passage.getEndOffset()));
        return text.toString();
    }

    private void append(StringBuilder text, String content, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = content.charAt(i);
            String escaped = switch (c) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '"' -> "&quot;";
                case '\'' -> "&#39;";
                default -> "";
            };
            if (request.escape() && !escaped.isEmpty()) {
                text.append(escaped);
            } else {
                text.append(c);
            }
        }
    }
}
