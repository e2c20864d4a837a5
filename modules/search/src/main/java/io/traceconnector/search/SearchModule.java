package io.traceconnector.search;

import io.traceconnector.api.ConnectorModule;
import io.traceconnector.api.ModuleContext;
import io.traceconnector.api.RunningModule;
import io.traceconnector.search.answer.CursorSeal;
import io.traceconnector.search.answer.Searches;
import io.traceconnector.search.index.Analysis;
import io.traceconnector.search.index.IndexSettings;
import io.traceconnector.search.index.SearchIndex;
import java.io.IOException;

/** Full-text and structured search over the links that we can read. */
public final class SearchModule implements ConnectorModule<SearchConfig> {

    @Override
    public String id() {
        return "search";
    }

    @Override
    public Class<SearchConfig> configType() {
        return SearchConfig.class;
    }

    @Override
    public RunningModule start(SearchConfig config, ModuleContext context) throws IOException {
        Analysis analysis = new Analysis(config.analyzers());
        SearchIndex index = SearchIndex.open(new IndexSettings(
                context.directory(),
                analysis,
                config.ramBuffer(),
                config.maxFields(),
                context::tenant,
                config.verifyAtStart(),
                context.clock()));
        try {
            Searches searches = new Searches(
                    index,
                    analysis,
                    CursorSeal.open(context.directory()),
                    new Searches.Settings(config.timeout(), config.maxAnswer()));
            return new RunningSearch(index, searches, new SearchRoutes(searches, config), context.meters());
        } catch (IOException | RuntimeException failure) {
            index.close();
            throw failure;
        }
    }
}
