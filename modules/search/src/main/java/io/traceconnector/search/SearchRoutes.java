package io.traceconnector.search;

import io.traceconnector.api.Routes;
import io.traceconnector.search.answer.FieldReport;
import io.traceconnector.search.answer.SearchRequest;
import io.traceconnector.search.answer.SearchResult;
import io.traceconnector.search.answer.Searches;
import java.io.IOException;
import java.util.List;

/** The module's HTTP routes. */
final class SearchRoutes implements Routes {

    private static final String JSON = "application/json";

    private final Searches searches;
    private final SearchConfig config;

    SearchRoutes(Searches searches, SearchConfig config) {
        this.searches = searches;
        this.config = config;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route("GET", "/search", RouteDescriptions.byParameters(), this::byParameters),
                new Route("POST", "/search", RouteDescriptions.byBody(), this::byBody),
                new Route("GET", "/search/fields", RouteDescriptions.fields(), this::fields));
    }

    private Answer byParameters(Request request) throws IOException {
        return search(QueryParameters.read(request.query(), config), request);
    }

    private Answer byBody(Request request) throws IOException {
        return search(SearchBody.read(request.body(), config), request);
    }

    private Answer search(SearchRequest asked, Request request) throws IOException {
        SearchResult result = searches.search(asked, request.caller());
        return new Answer.Stream(JSON, out -> AnswerWriter.write(result, out));
    }

    private Answer fields(Request request) throws IOException {
        FieldReport report = searches.fields(request.caller());
        return new Answer.Stream(JSON, out -> AnswerWriter.write(report, out));
    }
}
