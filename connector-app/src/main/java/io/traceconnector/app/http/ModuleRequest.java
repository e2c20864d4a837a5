package io.traceconnector.app.http;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Routes;
import java.util.List;
import java.util.Map;

/** A request as a module sees it. */
record ModuleRequest(Call call) implements Routes.Request {

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
        return call.query();
    }

    @Override
    public byte[] body() {
        return call.body();
    }
}
