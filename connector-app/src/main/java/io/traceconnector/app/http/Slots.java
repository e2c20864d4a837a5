package io.traceconnector.app.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests in flight, together and of each caller, and refuses those above the bound. */
final class Slots {

    private final int total;
    private final int perCaller;
    private final Semaphore free;
    private final ConcurrentHashMap<String, Integer> ofCallers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Slots(int total, int perCaller) {
        this.total = total;
        this.perCaller = perCaller;
        this.free = new Semaphore(total);
    }

    /** Empty at the bound, and always once closed. */
    Optional<Slot> take() {
        return !closed && free.tryAcquire() ? Optional.of(new Slot()) : Optional.empty();
    }

    /** Takes nothing in any more. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    int taken() {
        return total - free.availablePermits();
    }

    /** Waits until nothing is in flight; false where something still was at the end. */
    boolean awaitIdle(Duration longest) throws InterruptedException {
        return free.tryAcquire(total, longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * The place of one request. It is given back when its exchange is over and nothing works on it any more, whichever comes last: a client
     * that leaves does not make room for more work than the bound allows.
     */
    final class Slot {

        private final AtomicInteger holders = new AtomicInteger(1);
        private volatile String caller = "";
        private final AtomicInteger exchangeOver = new AtomicInteger();

        /** Counts the request as the caller's; false at the caller's bound. */
        boolean assign(String id) {
            boolean[] within = {true};
            ofCallers.compute(id, (key, count) -> {
                int now = count == null ? 0 : count;
                within[0] = now < perCaller;
                return within[0] ? Integer.valueOf(now + 1) : count;
            });
            if (within[0]) {
                caller = id;
            }
            return within[0];
        }

        void hold() {
            holders.incrementAndGet();
        }

        void exchangeOver() {
            if (exchangeOver.getAndIncrement() == 0) {
                release();
            }
        }

        void release() {
            if (holders.decrementAndGet() == 0) {
                String id = caller;
                if (!id.isEmpty()) {
                    ofCallers.computeIfPresent(id, (key, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
                }
                free.release();
            }
        }
    }
}
