package io.traceconnector.app.stream;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Those who wait for links of one feed to reach one consumer. Knows which it has taken since it last began to read, and how soon Trace is
 * asked for them: at once when somebody begins to wait, then after pauses that double, up to the usual one. Safe for many threads.
 */
final class Waits {

    /** Trace is not asked sooner after the last time, however many wait. */
    private static final Duration SOONEST = Duration.ofMillis(100);

    private final TakenLinks taken;
    private final Clock clock;
    private volatile long salt = ThreadLocalRandom.current().nextLong();
    private volatile boolean midway;
    private int waiting;
    private Instant newest = Instant.MIN;
    private CountDownLatch rested = new CountDownLatch(1);

    /** A pause at the head of the feed; none where it is not positive. It ends early when {@code until} is at zero. */
    record Rest(Duration length, CountDownLatch until) {}

    Waits(TakenLinks taken, Clock clock) {
        this.taken = taken;
        this.clock = clock;
    }

    /**
     * The consumer is read to from a position that it has stored. What it had taken before may be lost to it: all is forgotten.
     *
     * @param fromStart whether that is the feed's start
     */
    void begin(boolean fromStart) {
        // Links are held with the salt of their time, so that those of before are never found again.
        salt = ThreadLocalRandom.current().nextLong();
        midway = !fromStart;
    }

    /** The consumer has taken links. One whose content is not proven is likely to come again, and does not count yet. */
    void took(List<Segment> segments) {
        taken.add(segments.stream()
                .filter(segment -> !isForged(segment))
                .mapToLong(segment -> salted(segment.hash()))
                .toArray());
    }

    /**
     * Waits until the consumer has taken a link.
     *
     * @return whether it has
     */
    boolean await(LinkHash hash, long nanos) throws InterruptedException {
        if (taken.await(() -> salted(hash), 0)) {
            return true;
        }
        if (nanos <= 0) {
            return false;
        }
        enter();
        try {
            return taken.await(() -> salted(hash), nanos);
        } finally {
            leave();
        }
    }

    /** Whether links may have been taken that are not known here. */
    boolean isForgetful() {
        return midway || taken.hasDropped();
    }

    /**
     * How long the feed rests.
     *
     * @param usual where nobody waits
     * @param asked when Trace was asked for what was taken last
     */
    synchronized Rest rest(Duration usual, Instant asked) {
        rested = new CountDownLatch(1);
        if (waiting == 0) {
            return new Rest(usual, rested);
        }
        Duration waited = Duration.between(newest, asked);
        Duration length = waited.isNegative()
                ? Duration.between(clock.instant(), asked.plus(SOONEST))
                : waited.compareTo(SOONEST) < 0 ? SOONEST : waited;
        return new Rest(length.compareTo(usual) < 0 ? length : usual, rested);
    }

    /** From when on Trace must have been asked for the next page: who waits is not served with what was read before. */
    synchronized Instant freshFrom() {
        return waiting > 0 ? clock.instant() : Instant.MIN;
    }

    private synchronized void enter() {
        waiting++;
        newest = clock.instant();
        rested.countDown();
    }

    private synchronized void leave() {
        waiting--;
    }

    private long salted(LinkHash hash) {
        return LinkSet.fingerprint(hash) ^ salt;
    }

    private static boolean isForged(Segment segment) {
        return segment.payload() instanceof Payload.Closed(Payload.Reason reason)
                && (reason == Payload.Reason.UNVERIFIED || reason == Payload.Reason.COPIED);
    }
}
