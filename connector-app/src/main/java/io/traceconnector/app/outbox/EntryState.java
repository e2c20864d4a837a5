package io.traceconnector.app.outbox;

import io.traceconnector.api.LinkHash;
import java.util.Optional;

/** Where an entry stands. Codes and details are meant for callers: they hold nothing of the link's content. */
public sealed interface EntryState {

    /**
     * Nothing that was sent of it can still arrive, or nothing was; it goes on by itself.
     *
     * @param code why it waits, such as {@code trace_unavailable}; empty where it is not its turn, or was not tried yet
     */
    record Waiting(Optional<String> code) implements EntryState {}

    /** A sealed form of it is on its way, or what came of that is not clear yet; it goes on by itself. */
    record Sending() implements EntryState {}

    /** On Trace. */
    record Done(LinkHash hash) implements EntryState {}

    /**
     * Not on Trace, and never will be.
     *
     * @param status of HTTP
     * @param message what Trace said, at most 500 characters; empty where it was not asked
     */
    record Failed(int status, String code, String detail, Optional<String> message) implements EntryState {}

    /** Cannot be sealed as things are, such as {@code recipient_changed} or {@code keys_unavailable}; tried again from time to time, or at once by an operator. */
    record Stuck(int status, String code, String detail) implements EntryState {}

    /** Whether nothing will change any more. */
    default boolean isFinal() {
        return this instanceof Done || this instanceof Failed;
    }

    /** As metrics and operators name it. */
    default String name() {
        return switch (this) {
            case Waiting _ -> "waiting";
            case Sending _ -> "sending";
            case Done _ -> "done";
            case Failed _ -> "failed";
            case Stuck _ -> "stuck";
        };
    }
}
