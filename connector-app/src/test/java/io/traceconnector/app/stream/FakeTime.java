package io.traceconnector.app.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;

/** A clock that moves only while somebody pauses, and then at once. */
final class FakeTime extends Clock implements Pauses {

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private volatile Runnable atEachPause = () -> {};

    void atEachPause(Runnable action) {
        atEachPause = action;
    }

    synchronized void advance(Duration length) {
        now = now.plus(length);
    }

    @Override
    public boolean pause(Duration length, CountDownLatch stop) throws InterruptedException {
        advance(length);
        atEachPause.run();
        Thread.sleep(0, 200_000);
        return stop.getCount() == 0;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("one zone is enough");
    }
}
