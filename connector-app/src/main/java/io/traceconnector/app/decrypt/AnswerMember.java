package io.traceconnector.app.decrypt;

/** A member of an object of the answer that is of interest. */
sealed interface AnswerMember {

    /** The response key: the field's alias, or its name. */
    String key();

    /**
     * Part of a link: taken as one value, never looked into for other links.
     *
     * @param index of the part among those of its link, below 64
     */
    record Part(String key, AnswerRole role, int index) implements AnswerMember {}

    /** An object, or lists of them, with links somewhere in it. */
    record Nested(String key, AnswerShape shape) implements AnswerMember {}
}
