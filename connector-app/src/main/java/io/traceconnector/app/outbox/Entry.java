package io.traceconnector.app.outbox;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.outbox.Event.Form;
import io.traceconnector.app.outbox.Event.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** An accepted link and where it stands. Safe for many threads. */
final class Entry {

    private final OrganisationId organisation;
    private final Batch batch;
    private final Slot slot;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile List<Form> forms = List.of();
    private volatile EntryState state = new EntryState.Waiting(Optional.empty());
    private volatile Instant endedAt = Instant.MAX;
    private boolean abandoned;
    private long wakes;

    Entry(OrganisationId organisation, Batch batch, Slot slot) {
        this.organisation = organisation;
        this.batch = batch;
        this.slot = slot;
    }

    Batch batch() {
        return batch;
    }

    Slot slot() {
        return slot;
    }

    TraceId trace() {
        return slot.trace();
    }

    /** Oldest first. */
    List<Form> forms() {
        return forms;
    }

    EntryState state() {
        return state;
    }

    /** {@link Instant#MAX} while it is open. */
    Instant endedAt() {
        return endedAt;
    }

    boolean isOpen() {
        return !state.isFinal();
    }

    /** From here on it may be on its way. */
    void formed(Form form) {
        List<Form> more = new ArrayList<>(forms);
        more.add(form);
        forms = List.copyOf(more);
        is(new EntryState.Sending());
    }

    /** Tells where it stands, unless it has ended. */
    void is(EntryState now) {
        lock.lock();
        try {
            if (isOpen()) {
                state = now;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void ended(EntryState end, Instant at) {
        endedAt = at;
        is(end);
    }

    /** Whoever waits for it leaves: it goes on in another life of the outbox. */
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a pause, the next one where there is none now. */
    void wake() {
        lock.lock();
        try {
            wakes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits that long, or until it is woken, abandoned or ended. */
    void pause(Duration length) throws InterruptedException {
        lock.lock();
        try {
            long left = length.toNanos();
            while (left > 0 && wakes == 0 && !abandoned && isOpen()) {
                left = changed.awaitNanos(left);
            }
            wakes = 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until it has ended, or there is something to say about why it has not, or the deadline.
     *
     * @return false where it was abandoned
     */
    boolean await(long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            long left = deadlineNanos - System.nanoTime();
            while (left > 0 && !abandoned && !isTold()) {
                left = changed.awaitNanos(left);
            }
            return !abandoned || isTold();
        } finally {
            lock.unlock();
        }
    }

    private boolean isTold() {
        return switch (state) {
            case EntryState.Done _, EntryState.Failed _, EntryState.Stuck _ -> true;
            case EntryState.Waiting(var code) -> code.isPresent();
            case EntryState.Sending _ -> false;
        };
    }

    EntryStatus status() {
        return new EntryStatus(
                slot.id().toString(),
                batch.caller(),
                organisation,
                slot.workflow(),
                slot.trace(),
                batch.at(),
                forms.stream().map(Form::hash).toList(),
                state);
    }

    /** For tests and logs: names no content. */
    @Override
    public String toString() {
        return "Entry[" + slot.id() + "]";
    }
}
