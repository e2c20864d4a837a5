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
     * @param data what its member {@code data} is
     * @param placeFrom where its text begins, between the quotes
     */
    record Raw(int from, int to, Member data, int placeFrom, int placeTo) implements AnswerSlot {

        enum Member {
            /** Absent, or no text: nothing that could be encrypted. */
            NONE,
            TEXT,
            SEVERAL
        }
    }

    record Data(int from, int to, boolean isNull) implements AnswerSlot {}

    record Meta(int from, int to) implements AnswerSlot {}
}
