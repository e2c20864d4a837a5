package io.traceconnector.app.decrypt;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** When one workflow's accounts are asked for: at most once a minute, sooner where no answer came; by one for all, and nobody waits long. */
final class SignerRefresh {

    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Duration wait;
    private CompletableFuture<Boolean> running = CompletableFuture.completedFuture(false);
    private Instant started = Instant.MIN;
    private Instant patience = Instant.MIN;

    /** @param wait how long after its start a refresh is waited for; it goes on without those who waited */
    SignerRefresh(Duration wait) {
        this.wait = wait;
    }

    /**
     * Starts a refresh where one is due, and waits for the one that runs.
     *
     * @param start gives a future that never fails: whether Trace answered
     */
    void await(Instant now, Supplier<CompletableFuture<Boolean>> start) {
        Duration left;
        CompletableFuture<Boolean> awaited;
        synchronized (this) {
            if (running.isDone() && isDue(now)) {
                running = start.get();
                started = now;
                patience = now.plus(wait);
            }
            awaited = running;
            left = Duration.between(now, patience);
        }
        if (!awaited.isDone() && left.isPositive()) {
            awaited.copy()
                    .completeOnTimeout(false, left.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    /** Whether Trace was asked and has not answered: a key that is not known may be somebody's. */
    synchronized boolean unanswered() {
        return !started.equals(Instant.MIN) && !(running.isDone() && running.join());
    }

    private boolean isDue(Instant now) {
        return started.equals(Instant.MIN) || !now.isBefore(started.plus(running.join() ? BETWEEN : AFTER_FAILURE));
    }
}
