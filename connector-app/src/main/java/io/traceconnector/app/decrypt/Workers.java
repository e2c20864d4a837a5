package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyUnavailableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/** Does the same to every item of a page on a bounded number of virtual threads; gives the results in the items' order. */
final class Workers {

    private final int threads;

    Workers(int threads) {
        this.threads = threads;
    }

    /** @throws RuntimeException the first that the work throws; the rest of the items is left then */
    <T, R> List<R> map(List<T> items, Function<T, R> work) {
        if (items.size() <= 1) {
            return items.stream().map(work).toList();
        }
        AtomicReferenceArray<R> results = new AtomicReferenceArray<>(items.size());
        AtomicInteger next = new AtomicInteger();
        Callable<Boolean> worker = () -> {
            try {
                for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
                    results.set(i, work.apply(items.get(i)));
                }
                return true;
            } finally {
                // Without effect but after a failure: the other threads stop at their next item.
                next.set(items.size());
            }
        };
        run(Collections.nCopies(Math.min(threads, items.size()), worker));
        List<R> ordered = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            ordered.add(results.get(i));
        }
        return ordered;
    }

    private static void run(List<Callable<Boolean>> workers) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> worker : executor.invokeAll(workers)) {
                worker.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableException("interrupted while links were opened");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
