package io.traceconnector.app.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time that passes only when it is slept or moved, and no chance. */
final class FakePace implements Pace {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private volatile Duration elapsed = Duration.ZERO;
    private volatile double chance = 0.5;

    List<Duration> pauses() {
        return pauses;
    }

    void chance(double next) {
        chance = next;
    }

    synchronized void pass(Duration time) {
        elapsed = elapsed.plus(time);
    }

    @Override
    public Duration elapsed() {
        return elapsed;
    }

    @Override
    public Instant now() {
        return START.plus(elapsed);
    }

    @Override
    public void sleep(Duration pause) {
        pauses.add(pause);
        pass(pause);
    }

    @Override
    public double chance() {
        return chance;
    }
}
