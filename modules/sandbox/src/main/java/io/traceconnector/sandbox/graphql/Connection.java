package io.traceconnector.sandbox.graphql;

import java.util.List;
import java.util.OptionalInt;

/**
 * A page of a list.
 *
 * @param total how many the whole list has
 */
public record Connection<T>(List<Edge<T>> edges, boolean hasNext, boolean hasPrevious, int total) {

    public Connection {
        edges = List.copyOf(edges);
    }

    /** The lowest place of the page; empty for an empty page. */
    OptionalInt startPlace() {
        return edges.stream().mapToInt(Edge::place).min();
    }

    /** The highest place of the page; empty for an empty page. */
    OptionalInt endPlace() {
        return edges.stream().mapToInt(Edge::place).max();
    }

    /** @param place where the node stands in the list, from 1 */
    public record Edge<T>(int place, T node) {}
}
