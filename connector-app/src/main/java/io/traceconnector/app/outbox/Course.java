package io.traceconnector.app.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a link has come, in this life of the process. For one thread at a time.
 *
 * <p>Of the forms of a link only those with the parent of the last one can still come to Trace, and only one of these, since Trace takes one link
 * for each parent. A form with another parent is made only once every earlier one is proven dead.
 */
final class Course {

    private final Draft draft;
    private final Lane lane;
    private Optional<Instant> doubt = Optional.empty();
    private boolean looking;
    private boolean resending;
    private boolean configForgotten;
    private int overtaken;

    /** @param now forms that an earlier process may have sent are in doubt from here on */
    Course(Draft draft, Lane lane, Instant now) {
        this.draft = draft;
        this.lane = lane;
        if (!draft.forms().isEmpty()) {
            unclear(now);
        }
    }

    Draft draft() {
        return draft;
    }

    Lane lane() {
        return lane;
    }

    /** Whether the trace must be looked into before anything is sent. */
    boolean isLooking() {
        return looking;
    }

    void look() {
        looking = true;
    }

    void looked() {
        looking = false;
    }

    /** Whether the last form was sent, or may have been sent, before. */
    boolean isResending() {
        return resending;
    }

    void sent() {
        resending = true;
    }

    /** Something was sent, and nobody knows what became of it. */
    void unclear(Instant now) {
        doubt = Optional.of(now);
        looking = true;
        resending = true;
    }

    /** Whether something that was sent can still come to Trace without being sent again. */
    boolean isInDoubt() {
        return doubt.isPresent();
    }

    /** Whether Trace's refusal counts: nothing that was sent before can be taken up any more. */
    boolean isSettled(Instant now, Duration settle) {
        return doubt.isEmpty() || !now.isBefore(doubt.get().plus(settle));
    }

    /** Nothing that was sent so far can come to Trace by itself. */
    void dead() {
        doubt = Optional.empty();
        looking = true;
    }

    /** Another form takes the place of those before, of which none can come to Trace, or none but one in its place. */
    void formed() {
        doubt = Optional.empty();
        looking = false;
        resending = false;
    }

    /** @return how often in a row */
    int overtaken() {
        configForgotten = false;
        return ++overtaken;
    }

    void rest() {
        overtaken = 0;
        configForgotten = false;
        looking = true;
    }

    boolean isConfigForgotten() {
        return configForgotten;
    }

    void configForgotten() {
        configForgotten = true;
    }
}
