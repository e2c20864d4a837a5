package io.traceconnector.app.trace;

import java.util.Optional;

/** What one try came to. */
sealed interface Outcome<T> {

    record Got<T>(T value) implements Outcome<T> {}

    /** An answer to be handed on although the host is not well. */
    record Unwell<T>(T value) implements Outcome<T> {}

    /** Trying again would end the same. */
    record Final<T>(TraceException why) implements Outcome<T> {}

    /**
     * Trying again may end better.
     *
     * @param retryAfter the header in which the host asks for a pause, as it came
     */
    record Passing<T>(TraceException why, Optional<String> retryAfter) implements Outcome<T> {}

    /** It was given up on our side, which says nothing about the host. */
    record GivenUp<T>(TraceException why) implements Outcome<T> {}

    static <T> Outcome<T> passing(TraceException.Kind kind, String message) {
        return new Passing<>(new TraceException(kind, message), Optional.empty());
    }

    static <T> Outcome<T> ended(TraceException.Kind kind, String message) {
        return new Final<>(new TraceException(kind, message));
    }
}
