package io.traceconnector.sandbox.graphql;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says where the fields of a GraphQL type come from. */
public final class TypeFields<T> {

    private final Class<T> source;
    private final TypeRuntimeWiring.Builder type;

    private TypeFields(String name, Class<T> source) {
        this.source = source;
        this.type = TypeRuntimeWiring.newTypeWiring(name);
    }

    /** A field without arguments. */
    @FunctionalInterface
    public interface Value<T> {
        @Nullable
        Object of(T source) throws Exception;
    }

    /** A field with arguments. */
    @FunctionalInterface
    public interface Call<T> {
        @Nullable
        Object of(T source, DataFetchingEnvironment field) throws Exception;
    }

    /** @param source what the fields of this type are read from */
    public static <T> TypeFields<T> of(String name, Class<T> source) {
        return new TypeFields<>(name, source);
    }

    public TypeFields<T> value(String field, Value<T> value) {
        type.dataFetcher(field, environment -> value.of(source(environment)));
        return this;
    }

    public TypeFields<T> call(String field, Call<T> call) {
        type.dataFetcher(field, environment -> call.of(source(environment), environment));
        return this;
    }

    private T source(DataFetchingEnvironment environment) {
        return source.cast(Objects.requireNonNull(environment.<Object>getSource(), "every field has a source"));
    }

    public void into(RuntimeWiring.Builder wiring) {
        wiring.type(type);
    }
}
