package io.traceconnector.search.answer;

import io.traceconnector.api.Caller;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.search.index.Analysis;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.Kind;
import io.traceconnector.search.index.LinkField;
import io.traceconnector.search.index.SearchIndex;
import io.traceconnector.search.index.SearcherUse.Snapshot;
import io.traceconnector.search.sight.CallerView;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

/** Answers callers from the index. Safe for use by several threads; a search runs on the caller's thread. */
public final class Searches {

    private final SearchIndex index;
    private final Tools tools;

    public Searches(SearchIndex index, Analysis analysis, CursorSeal seal, Settings settings) {
        this.index = index;
        this.tools = new Tools(analysis, seal, settings);
    }

    /**
     * @param timeout of a search, after which it is given up
     * @param maxAnswerBytes of links' data on a page; a page ends early before it would hold more, unless with its first link
     */
    public record Settings(Duration timeout, long maxAnswerBytes) {}

    record Tools(Analysis analysis, CursorSeal seal, Settings settings) {}

    /**
     * @throws ProblemException 400 {@code bad_query}, {@code unknown_field}, {@code too_complex}, {@code bad_cursor}; 410
     *     {@code cursor_expired}; 503 {@code search_timeout}, {@code search_unavailable}
     */
    public SearchResult search(SearchRequest request, Caller caller) throws IOException {
        try {
            return index.use(snapshot -> new OneSearch(request, caller, snapshot, tools).run());
        } catch (IndexSearcher.TooManyClauses | TooComplexToDeterminizeException complex) {
            throw new ProblemException(
                    400,
                    "too_complex",
                    "the query is too complex; search for fewer things at once or use simpler patterns");
        }
    }

    public FieldReport fields(Caller caller) throws IOException {
        return index.use(snapshot -> fields(caller, snapshot));
    }

    private FieldReport fields(Caller caller, Snapshot snapshot) throws IOException {
        CallerSearcher searcher = searcher(caller, CallerView.of(snapshot.reader(), caller));
        Map<String, Map<Kind, Long>> fields = new TreeMap<>();
        for (LinkField field : LinkField.values()) {
            String indexed = field == LinkField.ORGANISATION
                    ? FieldNames.OWNER
                    : QueryCompiler.sorted(field.path(), field.kind());
            long links = searcher.countVisible(new FieldExistsQuery(indexed));
            fields.put(field.path(), Map.of(field.kind(), links));
        }
        TextFacet known = new TextFacet(
                FieldNames.PRESENT, Integer.MAX_VALUE, term -> Optional.of(term).filter(name -> !leftOut(name)));
        for (SearchResult.Bucket term :
                searcher.collect(new MatchAllDocsQuery(), known).facet().buckets()) {
            Kind kind = Kind.ofCode(term.value().charAt(0));
            fields.computeIfAbsent(term.value().substring(1), any -> new EnumMap<>(Kind.class))
                    .put(kind, term.count());
        }
        TextFacet without = new TextFacet(
                FieldNames.PRESENT,
                FieldReport.LEFT_OUT,
                term -> Optional.of(term).filter(Searches::leftOut));
        SearchResult.Facet rest =
                searcher.collect(new MatchAllDocsQuery(), without).facet();
        List<SearchResult.Bucket> leftOut = rest.buckets().stream()
                .map(term -> new SearchResult.Bucket(term.value().substring(1), term.count()))
                .toList();
        return new FieldReport(fields, snapshot.fields().bound(), leftOut, rest.other() > 0);
    }

    private static boolean leftOut(String term) {
        return term.charAt(0) == FieldNames.LEFT_OUT;
    }

    /** The trace of a link that the caller may see. */
    public Optional<TraceId> locate(Caller caller, LinkHash hash) throws IOException {
        return index.use(snapshot -> {
            CallerView view = CallerView.of(snapshot.reader(), caller);
            Visibility visibility = new Visibility(caller);
            String indexed = FieldNames.keyword(LinkField.HASH.path());
            TopDocs found =
                    searcher(caller, view).search(visibility.and(KeywordField.newExactQuery(indexed, hash.hex())), 1);
            return found.scoreDocs.length == 0
                    ? Optional.empty()
                    : new ShownLinks(view.reader().storedFields(), caller, visibility)
                            .read(found.scoreDocs[0].doc)
                            .map(link -> link.link().trace());
        });
    }

    private CallerSearcher searcher(Caller caller, CallerView view) throws IOException {
        return new CallerSearcher(
                view.reader(),
                new Visibility(caller),
                Optional.empty(),
                tools.settings().timeout());
    }
}
