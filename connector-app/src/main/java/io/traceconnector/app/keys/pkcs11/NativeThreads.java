package io.traceconnector.app.keys.pkcs11;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Platform threads for calls that may not return in time: in a virtual thread such a call would hold its carrier. There is a bound; a call
 * whose caller has left still counts, so that a library that hangs takes that many threads and no more.
 */
final class NativeThreads implements AutoCloseable {

    private final int most;
    private final Semaphore free;
    private final AtomicInteger late = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    NativeThreads(String name, int most) {
        this.most = most;
        this.free = new Semaphore(most, true);
        ThreadFactory factory =
                Thread.ofPlatform().daemon().name("hsm-" + name + "-", 1).factory();
        // The semaphore keeps the queue from holding more than what a thread that ends is about to take.
        this.threads = new ThreadPoolExecutor(most, most, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
    }

    /** How many calls run although their callers have left. */
    int late() {
        return late.get();
    }

    boolean allLate() {
        return late.get() >= most;
    }

    /**
     * Runs a call and waits for it in the order of arrival.
     *
     * @param call is told whether its caller has left
     * @param unwanted gets the result of a call that comes too late
     * @throws AwayException at the deadline; the call goes on to its end
     */
    <T> T call(Deadline deadline, Function<BooleanSupplier, T> call, Consumer<T> unwanted) {
        acquire(deadline);
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            threads.execute(() -> run(result, call, unwanted));
        } catch (RejectedExecutionException e) {
            free.release();
            throw new AwayException("the token was closed");
        }
        try {
            return result.get(deadline.remaining(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw left(result, "the token did not answer before the deadline");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw left(result, "interrupted while waiting for the token");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a call of a token failed", e.getCause());
        }
    }

    private void acquire(Deadline deadline) {
        try {
            if (!free.tryAcquire(deadline.remaining(), TimeUnit.NANOSECONDS)) {
                throw new AwayException(
                        "all " + most + " threads for calls of the token were taken until the deadline, " + late
                                + " of them by calls that do not return");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwayException("interrupted while waiting for a thread");
        }
    }

    private AwayException left(CompletableFuture<?> result, String reason) {
        late.incrementAndGet();
        if (!result.cancel(false)) {
            late.decrementAndGet();
        }
        return new AwayException(reason);
    }

    private <T> void run(CompletableFuture<T> result, Function<BooleanSupplier, T> call, Consumer<T> unwanted) {
        try {
            T value = call.apply(result::isCancelled);
            if (!result.complete(value)) {
                unwanted.accept(value);
            }
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        } finally {
            if (result.isCancelled()) {
                late.decrementAndGet();
            }
            free.release();
        }
    }

    /** No call begins afterwards; those that run go on. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
