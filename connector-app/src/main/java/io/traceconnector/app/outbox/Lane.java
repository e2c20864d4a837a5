package io.traceconnector.app.outbox;

import io.traceconnector.app.seal.Parent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** The links of one trace that are to be written, in order. What it knows is for the thread whose turn it is. */
final class Lane {

    /** In order; the first one's turn it is. Guarded by {@link Lanes}. */
    final Deque<Turn> turns = new ArrayDeque<>();

    private Supplier<Optional<Parent>> head = Optional::empty;

    /** The head of the trace as this lane left it, if that is known; another writer may have gone on. */
    Optional<Parent> head() {
        return head.get();
    }

    void head(Supplier<Optional<Parent>> head) {
        this.head = head;
    }

    void forgetHead() {
        head = Optional::empty;
    }
}
