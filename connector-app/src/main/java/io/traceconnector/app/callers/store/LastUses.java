package io.traceconnector.app.callers.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** When secrets were used, until it is written down: not with each use. At most one entry a secret that is kept. Safe for many threads. */
final class LastUses {

    /** A use is not written down where the one before it is less ago. */
    private static final Duration COARSE = Duration.ofMinutes(1);

    private final Map<String, Instant> uses = new ConcurrentHashMap<>();
    private final Map<String, Instant> written = new ConcurrentHashMap<>();

    void used(String secret, Instant now) {
        uses.merge(secret, now, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Writes down what has been used since. */
    void write(Ledger ledger) {
        Map<String, Instant> due = new HashMap<>();
        uses.forEach((secret, at) -> {
            Instant before = written.get(secret);
            if (before == null || !at.isBefore(before.plus(COARSE))) {
                due.put(secret, at);
            }
        });
        if (!due.isEmpty()) {
            ledger.change(known -> new Ledger.Change<>(due.size(), List.of(new Event.Used(due))));
            written.putAll(due);
        }
        due.forEach(uses::remove);
        forgetOthers(ledger.known().secretIds());
    }

    /** Forgets secrets that are not kept any more. */
    private void forgetOthers(Set<String> kept) {
        uses.keySet().retainAll(kept);
        written.keySet().retainAll(kept);
    }
}
