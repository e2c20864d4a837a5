package io.traceconnector.app.audit;

import io.traceconnector.api.TenantId;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody did, or wanted to.
 *
 * @param requestId as the caller was told it
 * @param session what the caller calls the session that it belongs to; of no meaning here
 * @param method of HTTP; for a command its name
 * @param route the template of the path, never the path itself
 * @param action such as {@code links:read}; empty where none is needed
 * @param tenant empty as long as none is known
 * @param objects ids in the path, by the names of their places
 */
public record Deed(
        String requestId,
        Optional<String> session,
        String method,
        String route,
        String action,
        Optional<TenantId> tenant,
        Map<String, String> objects) {

    public Deed {
        objects = Map.copyOf(objects);
    }
}
