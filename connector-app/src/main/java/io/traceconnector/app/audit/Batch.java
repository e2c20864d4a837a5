package io.traceconnector.app.audit;

import io.traceconnector.api.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Records that go to the disk together. Filled under the lock of {@link Commits}; waited for by any number of threads. */
final class Batch {

    private final List<byte[]> bodies = new ArrayList<>();
    private final CompletableFuture<Void> durable = new CompletableFuture<>();
    private long bytes;

    void add(byte[] body) {
        bodies.add(body);
        bytes += body.length;
    }

    List<byte[]> bodies() {
        return bodies;
    }

    long bytes() {
        return bytes;
    }

    void done() {
        durable.complete(null);
    }

    void failed(Throwable failure) {
        durable.completeExceptionally(failure);
    }

    /**
     * Returns when all of it is on disk.
     *
     * @throws ProblemException {@code audit_unavailable} where it is not, or not in time
     */
    void await(Duration patience) {
        try {
            durable.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    static ProblemException unavailable() {
        return new ProblemException(
                503,
                "audit_unavailable",
                "What is asked cannot be recorded in the audit log now, so it is not done; try again later.");
    }
}
