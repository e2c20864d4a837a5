package io.traceconnector.app.decrypt;

import io.traceconnector.api.ProblemException;

/**
 * Where links stand in the answer to a request. Only the document decides: a field without selections is a leaf, and whatever JSON stands
 * there is never looked into for links. A link is an object with {@code raw}, or with {@code data} and {@code meta}; aliases and
 * fragments are resolved. Immutable.
 */
public final class AnswerPaths {

    private final AnswerShape root;

    private AnswerPaths(AnswerShape root) {
        this.root = root;
    }

    /**
     * @throws ProblemException status 400, code {@code graphql_ambiguous_key} where a response key stands for a part of a link under one type and
     *     for something else under another, {@code graphql_too_complex} where fragments and aliases multiply
     */
    public static AnswerPaths of(GraphqlRequest request) {
        return new AnswerPaths(AnswerShapeBuilder.build(request.document()));
    }

    /** Whether no link can stand in the answer. */
    public boolean isEmpty() {
        return root.isEmpty();
    }

    /** The shape of the answer's {@code data}. */
    AnswerShape root() {
        return root;
    }
}
