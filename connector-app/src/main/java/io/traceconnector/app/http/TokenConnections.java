package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.tokens.ConnectionTokens;
import io.undertow.util.Headers;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Plugins trade their own token for one of a single tenant. */
final class TokenConnections {

    private static final int MOST = 256;

    private final ConnectionTokens connections;

    TokenConnections(ConnectionTokens connections) {
        this.connections = connections;
    }

    /** Takes {@code {"actions":[…]}}, or nothing for all that the tenant granted. */
    void make(Call call) {
        String plugin = call.parameters().getOrDefault("plugin", "");
        Principal caller = call.principal();
        if (caller.kind() != Principal.Kind.PLUGIN || !caller.id().equals("plugin:" + plugin)) {
            throw unknown();
        }
        UUID installation = id(call.parameters().getOrDefault("installation", ""));
        Set<String> granted = connections.granted(plugin, installation);
        Set<String> wanted = call.body().length == 0 ? granted : actions(StrictJson.object(call.body()), granted);
        call.exchange().getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        call.answer(TokenLogins.view(
                connections.make(plugin, installation, wanted).orElseThrow(TokenConnections::unknown)));
    }

    private static Set<String> actions(ObjectNode body, Set<String> granted) {
        StrictJson.requireKnown(body, Set.of("actions"), "the body");
        JsonNode list = body.path("actions");
        if (list.isMissingNode()) {
            return granted;
        }
        Set<String> wanted = new HashSet<>();
        if (!list.isArray() || list.isEmpty() || list.size() > MOST) {
            throw StrictJson.malformed("actions must be a list of 1 to " + MOST + " actions.");
        }
        list.values().forEach(item -> wanted.add(item.asString("")));
        if (!granted.isEmpty() && !granted.containsAll(wanted)) {
            throw new ProblemException(
                    403, "insufficient_scope", "actions must be some of those that the tenant granted.");
        }
        return wanted;
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(404, "installation_unknown", "The plugin has no such installation.");
    }
}
