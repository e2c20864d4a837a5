package io.traceconnector.app.stream;

import io.traceconnector.api.Batch;
import io.traceconnector.api.Feed;
import io.traceconnector.api.Position;
import io.traceconnector.api.SegmentConsumer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Leads to a consumer so that its work is never interrupted: an interrupt closes files that an index or a database has open. */
final class ConsumerGate {

    private final SegmentConsumer target;
    private final CountDownLatch stop;
    private boolean inside;

    ConsumerGate(SegmentConsumer target, CountDownLatch stop) {
        this.target = target;
        this.stop = stop;
    }

    /** Empty when the pump is to stop. */
    Optional<Position> position(Feed feed) {
        if (!enter()) {
            return Optional.empty();
        }
        try {
            return Optional.of(target.position(feed));
        } finally {
            leave();
        }
    }

    /** False, and nothing was given, when the pump is to stop. */
    boolean accept(Batch batch) throws Exception {
        if (!enter()) {
            return false;
        }
        try {
            target.accept(batch);
            return true;
        } finally {
            leave();
        }
    }

    /** Interrupts the pump's thread in whatever else it does, once {@code stop} is at zero. */
    synchronized void interrupt(Thread pump) {
        if (!inside) {
            pump.interrupt();
        }
    }

    private synchronized boolean enter() {
        inside = stop.getCount() > 0;
        return inside;
    }

    private synchronized void leave() {
        inside = false;
    }
}
