package io.traceconnector.app.http;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Routes;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request as a module sees it.
 *
 * @param withheld parameters of the query that are not for the module
 */
record ModuleRequest(Call call, Set<String> withheld) implements Routes.Request {

    @Override
    public Caller caller() {
        return call.admitted().caller();
    }

    @Override
    public Map<String, String> pathParameters() {
        return call.parameters();
    }

    @Override
    public Map<String, List<String>> query() {
        Map<String, List<String>> query = call.query();
        query.keySet().removeAll(withheld);
        return query;
    }

    @Override
    public byte[] body() {
        return call.body();
    }
}
