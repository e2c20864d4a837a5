package io.traceconnector.app.callers.store;

import io.traceconnector.app.journal.Digest;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Ids that count until they expire, by scope; a bounded number of each scope and of all. Reading is safe for many threads, changing it is for
 * one at a time.
 */
final class Marks {

    private final int mostOfScope;
    private final int most;
    private final Map<Digest, Mark> marks = new ConcurrentHashMap<>();
    private final Map<String, Integer> scopes = new ConcurrentHashMap<>();

    Marks(int mostOfScope, int most) {
        this.mostOfScope = mostOfScope;
        this.most = most;
    }

    boolean has(Digest id, Instant now) {
        Mark mark = marks.get(id);
        return mark != null && mark.expires().isAfter(now);
    }

    /** Whether one more has room; forgets what has expired where it has none. */
    boolean hasRoom(String scope, Instant now) {
        if (isFull(scope)) {
            forget(now);
        }
        return !isFull(scope);
    }

    private boolean isFull(String scope) {
        return marks.size() >= most || scopes.getOrDefault(scope, 0) >= mostOfScope;
    }

    void put(String scope, Digest id, Instant expires) {
        Mark before = marks.put(id, new Mark(scope, expires));
        if (before == null) {
            scopes.merge(scope, 1, Integer::sum);
        }
    }

    void forget(Instant now) {
        marks.forEach((id, mark) -> {
            if (!mark.expires().isAfter(now)) {
                marks.remove(id);
                scopes.computeIfPresent(mark.scope(), (scope, count) -> count > 1 ? count - 1 : null);
            }
        });
    }

    void forEach(BiConsumer<Digest, Mark> each) {
        marks.forEach(each);
    }

    record Mark(String scope, Instant expires) {}
}
