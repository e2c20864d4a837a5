package io.traceconnector.sandbox.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.traceconnector.sandbox.http.ApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which part of a list is asked for. Never more than {@value #MOST} at a time: a larger {@code first} or {@code last}, or none, is cut to that, and the
 * page says that there is more.
 */
public record PageRequest(
        Optional<Integer> first, Optional<Integer> last, int offset, Optional<String> before, Optional<String> after) {

    public static final int MOST = 1_000;

    /** Gives the nodes of places. */
    @FunctionalInterface
    public interface Nodes<T> {
        /** @param places ascending, at most {@value #MOST} */
        List<T> at(int[] places) throws IOException;
    }

    /** @throws ApiException 400 for negative numbers */
    public static PageRequest of(DataFetchingEnvironment field) {
        Integer offset = field.getArgument("offset");
        PageRequest request = new PageRequest(
                Optional.ofNullable(field.getArgument("first")),
                Optional.ofNullable(field.getArgument("last")),
                offset == null ? 0 : offset,
                Optional.ofNullable(field.getArgument("before")),
                Optional.ofNullable(field.getArgument("after")));
        if (request.first.orElse(0) < 0 || request.last.orElse(0) < 0 || request.offset < 0) {
            throw ApiException.badRequest("first, last and offset must not be negative");
        }
        return request;
    }

    /** The page of a list that is in memory. */
    public <T> Connection<T> over(List<T> list) throws IOException {
        return over(Places.all(list.size()), places -> {
            List<T> nodes = new ArrayList<>(places.length);
            for (int place : places) {
                nodes.add(list.get(place - 1));
            }
            return nodes;
        });
    }

    public <T> Connection<T> over(Places places, Nodes<T> nodes) throws IOException {
        int low = after.map(cursor -> places.indexOf(Cursors.place(cursor) + 1)).orElse(0);
        int high = before.map(cursor -> places.indexOf(Cursors.place(cursor))).orElse(places.size());
        low = Math.min((int) Math.min((long) low + offset, Integer.MAX_VALUE), Math.max(low, high));
        high = Math.max(low, high);
        if (first.isPresent() || last.isEmpty()) {
            high = Math.min(high, low + Math.min(first.orElse(MOST), MOST));
        }
        if (last.isPresent()) {
            low = Math.max(low, high - Math.min(last.get(), MOST));
        }
        int[] wanted = new int[high - low];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = places.at(low + i);
        }
        List<T> found = nodes.at(wanted);
        List<Connection.Edge<T>> edges = new ArrayList<>(found.size());
        for (int i = 0; i < wanted.length; i++) {
            edges.add(new Connection.Edge<>(wanted[i], found.get(i)));
        }
        return new Connection<>(edges, high < places.size(), low > 0, places.size());
    }
}
