package io.traceconnector.sandbox.graphql;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.language.SourceLocation;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.traceconnector.sandbox.http.Answers;
import io.traceconnector.sandbox.http.Requests;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers GraphQL requests of a schema. Bodies are bound to 32 MiB and queries to 30 levels; further bounds are graphql-java's own (15,000 tokens a
 * document). An answer without any data has the status of its first error.
 */
public final class GraphQlEndpoint {

    private static final int MOST_BODY_BYTES = 32 << 20;
    private static final int MOST_DEPTH = 30;

    private final GraphQL graphQl;

    /**
     * @param schema its text in GraphQL's schema language, without the scalars
     * @param fields binds the types, but for {@code PageInfo}
     */
    public GraphQlEndpoint(String schema, Consumer<RuntimeWiring.Builder> fields) {
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
        Scalars.all().forEach(wiring::scalar);
        ConnectionFields.bindPageInfo(wiring);
        fields.accept(wiring);
        GraphQLSchema executable =
                new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(schema), wiring.build());
        ConnectionFields.requireBound(executable);
        this.graphQl = GraphQL.newGraphQL(executable)
                .defaultDataFetcherExceptionHandler(new RefusalHandler())
                .instrumentation(new MaxQueryDepthInstrumentation(MOST_DEPTH))
                .build();
    }

    /** The text of a schema file beside a class. */
    public static String schema(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the schema " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param root what the fields of Query and Mutation are read from */
    public void answer(HttpServerExchange exchange, Object root) throws IOException {
        Requests.requireMethod(exchange, "POST");
        GraphQlRequest request = GraphQlRequest.of(Requests.json(exchange, MOST_BODY_BYTES, Map.class));
        ExecutionInput.Builder input =
                ExecutionInput.newExecutionInput(request.query()).root(root).variables(request.variables());
        request.operation().ifPresent(input::operationName);
        ExecutionResult result = graphQl.execute(input.build());
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        if (result.isDataPresent()) {
            answer.put("data", result.getData());
        }
        List<Map<String, Object>> errors = new ArrayList<>();
        result.getErrors().forEach(error -> errors.add(error(error)));
        if (!errors.isEmpty()) {
            answer.put("errors", errors);
        }
        try (OutputStream out = Answers.stream(exchange, status(result))) {
            new AnswerWriter(out).write(answer);
        }
    }

    private static int status(ExecutionResult result) {
        boolean nothing = !(result.getData() instanceof Map<?, ?> data)
                || data.values().stream().allMatch(Objects::isNull);
        return nothing && !result.getErrors().isEmpty()
                ? status(result.getErrors().getFirst())
                : 200;
    }

    private static int status(GraphQLError error) {
        Map<String, Object> extensions = error.getExtensions();
        return extensions != null && extensions.get(RefusalHandler.STATUS) instanceof Integer status ? status : 400;
    }

    private static Map<String, Object> error(GraphQLError error) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("message", String.valueOf(error.getMessage()));
        written.put("status", status(error));
        if (error.getPath() != null) {
            written.put("path", error.getPath());
        }
        List<Map<String, Integer>> locations = new ArrayList<>();
        if (error.getLocations() != null) {
            for (SourceLocation location : error.getLocations()) {
                locations.add(Map.of("line", location.getLine(), "column", location.getColumn()));
            }
        }
        written.put("locations", locations);
        return written;
    }
}
