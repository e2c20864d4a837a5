package io.traceconnector.api;

/**
 * How far a consumer has come in a feed. Opaque: a consumer stores the text together with the data that it stands for, in one
 * transaction, and gives it back as it was. At most 4,096 characters.
 */
public record Position(String value) {

    /** Before the first link of a feed. */
    public static final Position START = new Position("");

    public Position {
        if (value.length() > 4096) {
            throw new IllegalArgumentException("a position must have at most 4096 characters");
        }
    }
}
