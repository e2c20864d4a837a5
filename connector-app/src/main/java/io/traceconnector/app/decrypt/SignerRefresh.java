package io.traceconnector.app.decrypt;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** When one workflow's accounts are asked for: at most once a minute, by one for all, and nobody waits long. */
final class SignerRefresh {

    private static final Duration BETWEEN = Duration.ofMinutes(1);

    private final Duration wait;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    private Instant next = Instant.MIN;
    private Instant patience = Instant.MIN;

    /** @param wait how long after its start a refresh is waited for; it goes on without those who waited */
    SignerRefresh(Duration wait) {
        this.wait = wait;
    }

    /**
     * Starts a refresh where one is due, and waits for the one that runs.
     *
     * @param start gives a future that never fails
     */
    void await(Instant now, Supplier<CompletableFuture<Void>> start) {
        Duration left;
        CompletableFuture<Void> awaited;
        synchronized (this) {
            if (running.isDone() && !now.isBefore(next)) {
                running = start.get();
                next = now.plus(BETWEEN);
                patience = now.plus(wait);
            }
            awaited = running;
            left = Duration.between(now, patience);
        }
        if (!awaited.isDone() && left.isPositive()) {
            awaited.copy()
                    .completeOnTimeout(null, left.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
    }
}
