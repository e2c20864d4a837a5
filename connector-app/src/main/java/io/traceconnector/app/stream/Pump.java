package io.traceconnector.app.stream;

import io.micrometer.core.instrument.Meter;
import io.traceconnector.api.Batch;
import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Position;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.Backoff;
import io.traceconnector.app.trace.TraceException;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Feeds one consumer with one feed, on a thread of its own, from the position that the consumer stores. */
final class Pump implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);

    private final String consumer;
    private final Feed feed;
    private final ConsumerGate gate;
    private final Supply supply;
    private final PoisonLinks poison;
    private final CountDownLatch stop;
    private final Waits waits;
    private final Backoff backoff;
    private int limit;
    private Instant freshFrom = Instant.MIN;
    private volatile Progress progress = Progress.NONE;

    Pump(FedConsumer consumer, Feed feed, Supply supply, PoisonLinks poison, CountDownLatch stop) {
        this.consumer = consumer.id();
        this.feed = feed;
        gate = new ConsumerGate(consumer.target(), stop);
        waits = new Waits(consumer.taken(), supply.clock());
        this.supply = supply;
        this.poison = poison;
        this.stop = stop;
        RetryPauses pauses = supply.config().retry();
        backoff = new Backoff(pauses.first(), pauses.longest());
        limit = supply.config().pageSize();
    }

    StreamStatus status() {
        Progress seen = progress;
        return new StreamStatus(
                consumer,
                feed,
                seen.state(),
                seen.passed(),
                seen.total(),
                seen.atHead(),
                seen.headAt(),
                seen.error(),
                seen.doubtful(),
                poison.counts());
    }

    /** Waits until the consumer has taken a link of the feed. */
    WriteStatus await(LinkHash hash, long nanos) throws InterruptedException {
        if (waits.await(hash, nanos)) {
            return new WriteStatus.Taken();
        }
        StreamStatus status = status();
        boolean forgotten = status.atHead() && waits.isForgetful();
        return new WriteStatus.NotYet(
                forgotten ? WriteStatus.Reason.FORGOTTEN : WriteStatus.Reason.BEHIND, Optional.of(status));
    }

    /** Ends its waits once {@code stop} is at zero; a batch that is being taken goes on. */
    void interrupt(Thread thread) {
        gate.interrupt(thread);
    }

    @Override
    public void run() {
        List<Meter> gauges = supply.meters().watch(consumer, feed, () -> progress);
        try {
            while (!stopping()) {
                pumpUntilItBreaks();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            supply.meters().forget(gauges);
            progress = progress.stopped();
        }
    }

    /** The thread's boundary: after an error of any kind it begins anew from the consumer's position. */
    private void pumpUntilItBreaks() throws InterruptedException {
        try {
            Optional<Position> kept = gate.position(feed);
            if (kept.isEmpty()) {
                return;
            }
            Position stored = kept.get();
            waits.begin(stored.equals(Position.START));
            Reading reading = new Reading(Mark.decode(stored), supply.config().sweep(), now());
            while (!stopping()) {
                stored = step(reading, stored);
            }
        } catch (MovedException e) {
            stall("consumer_moved", e);
        } catch (RuntimeException | Error e) {
            stall("internal_error", e);
        }
    }

    private Position step(Reading reading, Position stored) throws InterruptedException {
        Optional<SharedPage> read = read(reading);
        if (read.isEmpty()) {
            return stored;
        }
        SharedPage page = read.get();
        Reading.Step step = reading.take(page, now());
        note(page);
        Batch batch = new Batch(feed, page.segments(), reading.mark().encode());
        if (page.segments().isEmpty() && batch.next().equals(stored)) {
            requireStandsAt(stored);
        } else if (!deliver(batch, stored)) {
            return stored;
        }
        progress = progress.after(reading, page, step, now());
        switch (step) {
            case READ_ON -> backoff.reset();
            case WAIT_AT_HEAD -> {
                backoff.reset();
                waitAtHead(page, reading);
            }
            case WAIT_STUCK -> stall("no_progress", null);
        }
        return batch.next();
    }

    /** Empty when there is nothing now; then it has paused. */
    private Optional<SharedPage> read(Reading reading) throws InterruptedException {
        try {
            boolean sweeping = reading.isSweeping();
            String keys = supply.keys().fingerprint(feed.organisation());
            Reading.Request request = reading.next(keys, now());
            if (reading.isSweeping() && !sweeping) {
                supply.meters().sweeping(consumer, feed);
            }
            Instant notBefore = freshFrom.isAfter(request.notBefore()) ? freshFrom : request.notBefore();
            SharedPage page = supply.pages().read(new PageKey(feed, request.after(), limit, keys), notBefore);
            limit = Math.min(limit * 2, supply.config().pageSize());
            return Optional.of(page);
        } catch (KeyUnavailableException e) {
            stall("key_unavailable", e);
        } catch (TraceException e) {
            switch (e.kind()) {
                case REFUSED -> reading.refused(now());
                // The answer may be too large: perhaps fewer links fit.
                case MALFORMED -> limit = Math.max(1, limit / 2);
                case UNAVAILABLE, THROTTLED, UNAUTHORIZED -> {}
            }
            stall("trace_" + e.kind().name().toLowerCase(Locale.ROOT), e);
        }
        return Optional.empty();
    }

    /**
     * Gives the same batch until it is taken; false when the pump stops before.
     *
     * @throws MovedException when the consumer no longer stands where the batch goes on from: it must be read anew
     */
    private boolean deliver(Batch batch, Position stored) throws InterruptedException {
        Backoff pauses = new Backoff(
                supply.config().retry().first(), supply.config().retry().longest());
        while (!stopping()) {
            try {
                boolean taken = gate.accept(batch);
                if (taken) {
                    waits.took(batch.segments());
                }
                supply.meters()
                        .delivered(consumer, feed, taken ? batch.segments().size() : 0);
                return taken;
            } catch (Throwable e) {
                // The module's boundary: whatever it throws, nothing was taken.
                stall("consumer_failed", e, pauses.next());
            }
            requireStandsAt(stored);
        }
        return false;
    }

    /** A consumer may want a feed again from the start, also while nothing new comes that it could refuse. */
    private void requireStandsAt(Position stored) {
        Optional<Position> stands = gate.position(feed);
        if (stands.isPresent() && !stands.get().equals(stored)) {
            throw new MovedException("the consumer of " + feed + " stands elsewhere than it was");
        }
    }

    private void note(SharedPage page) {
        for (PoisonLink link : poison.note(page.segments())) {
            supply.meters().poisoned(link);
            LOG.atWarn()
                    .addKeyValue("feed", feed)
                    .addKeyValue("linkHash", link.hash())
                    .addKeyValue("reason", link.reason().code())
                    .log("a link stays closed");
        }
    }

    private void waitAtHead(SharedPage page, Reading reading) throws InterruptedException {
        Instant until =
                reading.sweepDue().filter(due -> due.isBefore(page.staleAt())).orElse(page.staleAt());
        Waits.Rest rest = waits.rest(atLeast(SHORTEST_PAUSE, Duration.between(now(), until)), page.asked());
        // Who begins to wait wakes it, to rest only until Trace may be asked again. Who stops the pump interrupts it,
        // unless it was in the consumer.
        while (!stopping() && rest.length().isPositive() && supply.pauses().pause(rest.length(), rest.until())) {
            rest = waits.rest(Duration.between(now(), until), page.asked());
        }
        freshFrom = waits.freshFrom();
    }

    private void stall(String code, @Nullable Throwable cause) throws InterruptedException {
        stall(code, cause, backoff.next());
    }

    private void stall(String code, @Nullable Throwable cause, Duration pause) throws InterruptedException {
        boolean first = !progress.error().equals(Optional.of(code));
        progress = progress.stalled(code);
        supply.meters().stalled(consumer, feed, code);
        LOG.atLevel(first ? Level.WARN : Level.DEBUG)
                .addKeyValue("consumer", consumer)
                .addKeyValue("feed", feed)
                .addKeyValue("code", code)
                .addKeyValue("cause", cause)
                .log("a feed stalls; it is tried again");
        supply.pauses().pause(pause, stop);
    }

    private static Duration atLeast(Duration least, Duration length) {
        return length.compareTo(least) < 0 ? least : length;
    }

    private Instant now() {
        return supply.clock().instant();
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private static final class MovedException extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        MovedException(String message) {
            super(message);
        }
    }
}
