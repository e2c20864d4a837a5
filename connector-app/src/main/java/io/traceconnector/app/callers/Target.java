package io.traceconnector.app.callers;

import java.util.Map;

/**
 * What a request is about.
 *
 * @param method of HTTP
 * @param route template of the path
 * @param ids what stands in the template's places, without what may be secret
 */
public record Target(String method, String route, Map<String, String> ids) {

    public Target {
        ids = Map.copyOf(ids);
    }
}
