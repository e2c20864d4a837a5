package io.traceconnector.app.decrypt;

import graphql.language.Field;
import graphql.language.OperationDefinition;
import io.traceconnector.api.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A GraphQL request, read once: what is judged here is what goes upstream ({@link #body()}), so that two readers never see two requests. All names
 * are the schema's, never aliases; {@code @skip} and {@code @include} hide nothing. Immutable.
 */
public final class GraphqlRequest {

    /** What the selected operation does. */
    public enum Kind {
        QUERY,
        MUTATION,
        SUBSCRIPTION
    }

    private final GraphqlEnvelope envelope;
    private final GraphqlDocument document;
    private final List<GraphqlLinkInput> linkInputs;
    private final byte[] body;

    private GraphqlRequest(GraphqlEnvelope envelope, GraphqlDocument document) {
        this.envelope = envelope;
        this.document = document;
        this.linkInputs = kind() == Kind.MUTATION
                ? List.copyOf(
                        new GraphqlInputs(document.operation(), envelope.variables()).links(document.rootFields()))
                : List.of();
        this.body = envelope.with(document.text());
    }

    /**
     * @param body one JSON object with {@code query} and optionally {@code variables}, {@code operationName} and {@code extensions} (dropped); its
     *     size is bounded by who received it
     * @throws ProblemException status 400, code {@code graphql_body_malformed}, {@code graphql_syntax}, {@code graphql_operation_unknown} or
     *     {@code graphql_invalid_document}
     */
    public static GraphqlRequest parse(byte[] body) {
        GraphqlEnvelope envelope = GraphqlEnvelope.parse(body);
        return new GraphqlRequest(envelope, GraphqlParser.parse(envelope.query(), envelope.operationName()));
    }

    public Kind kind() {
        OperationDefinition.Operation operation = document.operation().getOperation();
        return switch (operation) {
            case QUERY -> Kind.QUERY;
            case MUTATION -> Kind.MUTATION;
            case SUBSCRIPTION -> Kind.SUBSCRIPTION;
        };
    }

    public Set<String> rootFields() {
        return names(document.rootFields());
    }

    /** Every field at any depth. */
    public Set<String> namesAnywhere() {
        return names(document.fields());
    }

    /** The links that a mutation would create, in any order; none for another kind. */
    public List<GraphqlLinkInput> linkInputs() {
        return linkInputs;
    }

    /** The request as it goes upstream: the selected operation with the fragments it reaches, on one line, and the variables. Not copied: read only. */
    public byte[] body() {
        return body;
    }

    GraphqlDocument document() {
        return document;
    }

    /** Names no content. */
    @Override
    public String toString() {
        return "GraphqlRequest[" + kind() + ", " + envelope.query().length() + " characters]";
    }

    private static Set<String> names(List<Field> fields) {
        return fields.stream().map(Field::getName).collect(Collectors.toUnmodifiableSet());
    }
}
