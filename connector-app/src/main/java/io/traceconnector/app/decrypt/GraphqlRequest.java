package io.traceconnector.app.decrypt;

import graphql.language.Field;
import graphql.language.OperationDefinition;
import io.traceconnector.api.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

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
    private final List<GraphqlCreation> creations;
    private final List<GraphqlRootField> otherMutations;
    private final byte[] body;

    private GraphqlRequest(GraphqlEnvelope envelope, GraphqlDocument document) {
        this.envelope = envelope;
        this.document = document;
        if (kind() == Kind.MUTATION) {
            GraphqlInputs inputs = new GraphqlInputs(document.operation(), envelope.variables());
            this.creations = inputs.creations(document.rootFields());
            this.otherMutations = inputs.others(document.rootFields());
        } else {
            this.creations = List.of();
            this.otherMutations = List.of();
        }
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

    /** The links that a mutation would create, in the order of the document; none for another kind. */
    public List<GraphqlLinkInput> linkInputs() {
        return creations.stream().flatMap(creation -> creation.inputs().stream()).toList();
    }

    /** What else a mutation would do; nothing for another kind. */
    public List<GraphqlRootField> otherMutations() {
        return otherMutations;
    }

    /**
     * The request as it goes upstream with other inputs for the links, and nothing of the caller's variables but what the rest refers to.
     *
     * @param inputs one for each of {@link #linkInputs()}, in that order
     */
    public byte[] bodyWith(List<ObjectNode> inputs) {
        GraphqlRewriting rewriting = new GraphqlRewriting(document);
        int from = 0;
        for (GraphqlCreation creation : creations) {
            int to = from + creation.inputs().size();
            rewriting.replace(creation, inputs.subList(from, to));
            from = to;
        }
        return rewriting.body(envelope);
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
