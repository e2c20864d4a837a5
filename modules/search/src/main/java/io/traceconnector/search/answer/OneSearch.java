package io.traceconnector.search.answer;

import io.traceconnector.api.Caller;
import io.traceconnector.api.ProblemException;
import io.traceconnector.search.answer.SearchRequest.Unit;
import io.traceconnector.search.answer.SearchResult.Facet;
import io.traceconnector.search.index.FieldNames;
import io.traceconnector.search.index.SearcherUse.Snapshot;
import io.traceconnector.search.query.Expression;
import io.traceconnector.search.sight.CallerView;
import io.traceconnector.search.sight.HiddenFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.jspecify.annotations.Nullable;

/** One search of one caller in one state of the index. Used once. */
final class OneSearch {

    private final SearchRequest request;
    private final Searches.Tools tools;
    private final Snapshot snapshot;
    private final Caller caller;
    private final CallerView view;
    private final Visibility visibility;
    private final String bound;
    private final Optional<PagePosition> before;
    private final CallerSearcher searcher;
    private final SortPlan plan;
    private final QueryCompiler compiler;
    private final VisibleFields fields;
    private final long newest;

    OneSearch(SearchRequest request, Caller caller, Snapshot snapshot, Searches.Tools tools) throws IOException {
        this.request = request;
        this.tools = tools;
        this.snapshot = snapshot;
        this.caller = caller;
        this.view = CallerView.of(snapshot.reader(), caller);
        this.visibility = new Visibility(caller);
        this.bound = String.join(
                "\n",
                visibility.owners(),
                SightText.of(caller.sight()),
                request.unit() + " " + request.typos() + " " + request.sort(),
                request.query() + " " + request.filters());
        this.before =
                request.cursor().isPresent() ? Optional.of(open(request.cursor().get())) : Optional.empty();
        this.searcher = new CallerSearcher(
                view.reader(),
                visibility,
                before.map(PagePosition::counts),
                tools.settings().timeout());
        this.fields = new VisibleFields(searcher, snapshot.fields());
        WordQueries words = new WordQueries(tools.analysis());
        this.compiler = new QueryCompiler(words, freeWords(words), fields, visibility, request.typos());
        this.plan = SortPlan.of(request.sort(), fields, before.map(PagePosition::kinds));
        this.newest = before.isPresent() ? before.get().newest() : newest();
    }

    private FreeWords freeWords(WordQueries words) {
        HiddenFields hidden = view.hidden();
        return hidden.any()
                ? new VisibleWords(
                        words,
                        searcher,
                        snapshot.fields().names().stream()
                                .filter(name -> !hidden.everywhere(name))
                                .toList())
                : new AllWords(words);
    }

    private PagePosition open(String cursor) throws IOException {
        PagePosition position = PagePosition.decode(tools.seal().open(cursor, bound));
        if (!position.indexId().equals(snapshot.indexId())) {
            throw new ProblemException(
                    410, "cursor_expired", "the index was rebuilt since the page before; start again without a cursor");
        }
        return position;
    }

    private long newest() throws IOException {
        byte[] packed = PointValues.getMaxPackedValue(snapshot.reader(), FieldNames.SEQUENCE);
        return packed == null ? 0 : LongPoint.decodeDimension(packed, 0);
    }

    SearchResult run() throws IOException {
        Query narrowed = narrowed(compiler.compile(request.query()));
        TopFieldCollector top = new TopFieldCollectorManager(
                        plan.sort(), request.limit() + 1, after(), Integer.MAX_VALUE)
                .newCollector();
        Map<String, FacetCounter> counters =
                new Facets(searcher, fields, compiler.strict(), visibility).counters(request.facets());
        List<Collector> collectors = new ArrayList<>(counters.values());
        collectors.add(top);
        Collector all = MultiCollector.wrap(collectors);
        Optional<TraceHeads> traces = Optional.empty();
        if (request.unit() == Unit.TRACES) {
            traces = Optional.of(TraceHeads.find(searcher, narrowed, known()));
            traces.get().collect(all);
        } else {
            searcher.collect(narrowed, all);
        }
        ScoreDoc[] documents = top.topDocs().scoreDocs;
        Hits.Page page = hits().of(documents, traces, tools.settings().maxAnswerBytes());
        Map<String, Facet> facets = new LinkedHashMap<>();
        counters.forEach((name, counter) -> facets.put(name, counter.facet()));
        searcher.checkTime();
        return new SearchResult(top.getTotalHits(), page.hits(), next(documents, page.looked()), facets);
    }

    /** The question with all that narrows it. What came after the first page is on none. */
    private Query narrowed(Query asked) throws IOException {
        BooleanQuery.Builder builder = new BooleanQuery.Builder().add(asked, BooleanClause.Occur.MUST);
        for (Expression filter : request.filters()) {
            builder.add(compiler.strict().compile(filter), BooleanClause.Occur.FILTER);
        }
        builder.add(known(), BooleanClause.Occur.FILTER);
        return builder.build();
    }

    private Query known() {
        return before.isPresent()
                ? LongField.newRangeQuery(FieldNames.SEQUENCE, Long.MIN_VALUE, newest)
                : new MatchAllDocsQuery();
    }

    private @Nullable FieldDoc after() {
        if (before.isEmpty()) {
            return null;
        }
        // All that equals the last hit in every value is the last hit itself, so it is passed over wherever it stands
        // now.
        return new FieldDoc(Integer.MAX_VALUE, Float.NaN, before.get().last().toArray());
    }

    private Hits hits() throws IOException {
        Optional<Highlights> highlights = Optional.empty();
        if (request.highlight().isPresent()) {
            Query words = compiler.forTexts().compile(request.query());
            highlights = Optional.of(new Highlights(request.highlight().get(), words, tools.analysis(), view.hidden()));
        }
        ShownLinks links = new ShownLinks(view.reader().storedFields(), caller, visibility);
        return new Hits(request, links, visibility, highlights, new Explanations(searcher, compiler), plan);
    }

    private Optional<String> next(ScoreDoc[] documents, int looked) {
        if (looked == 0 || documents.length <= looked) {
            return Optional.empty();
        }
        PagePosition position = new PagePosition(
                snapshot.indexId(),
                newest,
                searcher.counts(),
                plan.kinds(),
                Arrays.asList(((FieldDoc) documents[looked - 1]).fields));
        return Optional.of(tools.seal().seal(position.encode(), bound));
    }
}
