package io.traceconnector.app.decrypt;

/** A value that is part of a link. Places are indexes into the text held for the link. */
sealed interface AnswerSlot {

    int from();

    int to();

    /** Where the plaintext goes, if it comes to that. */
    default int placeFrom() {
        return from();
    }

    default int placeTo() {
        return to();
    }

    /**
     * A link.
     *
     * @param data whether it has one member {@code data}
     * @param placeFrom where the value of its member {@code data} begins
     */
    record Raw(int from, int to, Member data, int placeFrom, int placeTo) implements AnswerSlot {

        enum Member {
            NONE,
            ONE,
            SEVERAL
        }
    }

    record Data(int from, int to, boolean isNull) implements AnswerSlot {}

    record Meta(int from, int to) implements AnswerSlot {}
}
