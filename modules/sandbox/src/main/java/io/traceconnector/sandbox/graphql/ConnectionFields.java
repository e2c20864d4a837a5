package io.traceconnector.sandbox.graphql;

import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.PropertyDataFetcher;
import graphql.schema.SingletonPropertyDataFetcher;
import graphql.schema.idl.RuntimeWiring;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The fields that all lists share. */
public final class ConnectionFields {

    private ConnectionFields() {}

    /** Binds {@code XConnection} and {@code XEdge} for each X. */
    public static void bind(RuntimeWiring.Builder wiring, String... names) {
        for (String name : names) {
            TypeFields.of(name + "Connection", Connection.class)
                    .value(
                            "nodes",
                            page -> page.edges().stream()
                                    .map(edge -> ((Connection.Edge<?>) edge).node())
                                    .toList())
                    .value("edges", Connection::edges)
                    .value("pageInfo", page -> page)
                    .value("totalCount", Connection::total)
                    .into(wiring);
            TypeFields.of(name + "Edge", Connection.Edge.class)
                    .value("cursor", edge -> Cursors.of(edge.place()))
                    .value("node", Connection.Edge::node)
                    .into(wiring);
        }
    }

    static void bindPageInfo(RuntimeWiring.Builder wiring) {
        TypeFields.of("PageInfo", Connection.class)
                .value("hasNextPage", Connection::hasNext)
                .value("hasPreviousPage", Connection::hasPrevious)
                .value("startCursor", page -> cursor(page.startPlace()))
                .value("endCursor", page -> cursor(page.endPlace()))
                .into(wiring);
    }

    private static @Nullable String cursor(OptionalInt place) {
        return place.isPresent() ? Cursors.of(place.getAsInt()) : null;
    }

    /** @throws IllegalStateException if a field of the schema was forgotten: it would be looked up by reflection, and be null */
    static void requireBound(GraphQLSchema schema) {
        for (var type : schema.getAllTypesAsList()) {
            if (type instanceof GraphQLObjectType object && !object.getName().startsWith("__")) {
                for (GraphQLFieldDefinition field : object.getFieldDefinitions()) {
                    var fetcher =
                            schema.getCodeRegistry().getDataFetcher(FieldCoordinates.coordinates(object, field), field);
                    if (fetcher instanceof PropertyDataFetcher || fetcher instanceof SingletonPropertyDataFetcher) {
                        throw new IllegalStateException(
                                "no source for field " + object.getName() + "." + field.getName());
                    }
                }
            }
        }
    }
}
