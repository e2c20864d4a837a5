package io.traceconnector.app.decrypt;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Does a piece of work once for all who ask for it at the same time; whoever comes while it runs waits for its result. Holds one entry for
 * each piece of work that runs, and nothing afterwards.
 */
final class SingleFlight<K, V> {

    private final ConcurrentHashMap<K, CompletableFuture<V>> running = new ConcurrentHashMap<>();

    V get(K key, Supplier<V> work) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> theirs = running.putIfAbsent(key, mine);
        return theirs == null ? run(key, mine, work) : await(theirs);
    }

    private V run(K key, CompletableFuture<V> mine, Supplier<V> work) {
        try {
            V result = work.get();
            mine.complete(result);
            return result;
        } finally {
            running.remove(key, mine);
            // Without effect but where the work failed: those who wait must not wait for ever.
            mine.completeExceptionally(new IllegalStateException("the work that was waited for failed"));
        }
    }

    private V await(CompletableFuture<V> theirs) {
        try {
            return theirs.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
