package io.traceconnector.app.http;

/** What becomes of a request's body. */
sealed interface BodyRule {

    /** Most bytes that are taken. */
    long limit();

    /** There must be none. */
    record None() implements BodyRule {
        @Override
        public long limit() {
            return 0;
        }
    }

    /** Read whole before the request is served. */
    record Held(long limit) implements BodyRule {}

    /** Passed on while it comes. */
    record Streamed(long limit) implements BodyRule {}
}
