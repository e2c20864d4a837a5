package io.traceconnector.app.trace;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Pages of a connection that are read as trees, one after the other. */
final class NodePages {

    private NodePages() {}

    /**
     * Takes every node.
     *
     * @param page asks for the connection after a cursor
     * @param most nodes; more is an error, and so are pages that lead nowhere
     */
    static void each(Function<Optional<String>, JsonNode> page, int most, Consumer<JsonNode> taker) {
        Optional<String> after = Optional.empty();
        int taken = 0;
        while (true) {
            JsonNode connection = page.apply(after);
            if (!connection.path("nodes").isArray()
                    || !connection.path("pageInfo").isObject()) {
                throw JsonFields.shape("a list comes without nodes or pageInfo");
            }
            for (JsonNode node : connection.path("nodes")) {
                if (++taken > most) {
                    throw JsonFields.shape("a list has more than " + most + " entries");
                }
                taker.accept(node);
            }
            Optional<String> next = next(connection.path("pageInfo"));
            if (next.isEmpty()) {
                return;
            }
            if (next.equals(after)) {
                throw JsonFields.shape("a list comes back to the same cursor");
            }
            after = next;
        }
    }

    /** The cursor behind a page where more follows. */
    static Optional<String> next(JsonNode pageInfo) {
        if (!pageInfo.path("hasNextPage").asBoolean(false)) {
            return Optional.empty();
        }
        String end = pageInfo.path("endCursor").asString("");
        if (end.isEmpty()) {
            throw JsonFields.shape("a list goes on behind a page that has no end cursor");
        }
        return Optional.of(end);
    }

    /** A text, or a number as its text. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isString() && !value.isIntegralNumber()) {
            throw JsonFields.shape(field + " is not a text");
        }
        return value.asString();
    }
}
