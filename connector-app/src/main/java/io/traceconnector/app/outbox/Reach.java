package io.traceconnector.app.outbox;

import io.traceconnector.app.trace.Backoff;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether Trace can be reached, as those find who write to it. While it is away one at a time may try, after pauses that grow; when it is back all
 * go on at once. Safe for many threads.
 */
final class Reach {

    private final Backoff pauses;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean away;
    private boolean trying;
    private long next;
    private boolean closed;

    Reach(Backoff pauses) {
        this.pauses = pauses;
    }

    /** Waits until a try makes sense; whoever has waited tells afterwards what was found. */
    void await() throws InterruptedException {
        lock.lock();
        try {
            while (away && !closed && !isMyTry()) {
                changed.awaitNanos(trying ? Long.MAX_VALUE : next - System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isMyTry() {
        if (trying || next - System.nanoTime() > 0) {
            return false;
        }
        trying = true;
        return true;
    }

    void away() {
        lock.lock();
        try {
            if (!away || trying) {
                next = System.nanoTime() + pauses.next().toNanos();
            }
            away = true;
            trying = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing was learned of it; another one may try. */
    void undecided() {
        lock.lock();
        try {
            if (trying) {
                trying = false;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** It is there, or it is worth a try. */
    void back() {
        lock.lock();
        try {
            if (away) {
                away = false;
                trying = false;
                pauses.reset();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
