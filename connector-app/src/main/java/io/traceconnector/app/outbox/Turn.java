package io.traceconnector.app.outbox;

import io.traceconnector.api.TraceId;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A place in a lane. */
final class Turn {

    private final TraceId trace;
    private final Lane lane;
    private final CountDownLatch come = new CountDownLatch(1);

    Turn(TraceId trace, Lane lane) {
        this.trace = trace;
        this.lane = lane;
    }

    TraceId trace() {
        return trace;
    }

    Lane lane() {
        return lane;
    }

    void comes() {
        come.countDown();
    }

    void await() throws InterruptedException {
        come.await();
    }

    /** Whether it has come by then. */
    boolean await(Duration patience) throws InterruptedException {
        return come.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
