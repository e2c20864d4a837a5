package io.traceconnector.app.callers.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets of somebody: what may be said of them, and their keyed hashes by their ids. At most two live.
 *
 * @param facts oldest first
 * @param hashes in base64
 */
record Secrets(List<SecretFacts> facts, Map<String, String> hashes) {

    /** How many may live at a time. */
    static final int MOST = 2;

    Secrets {
        facts = List.copyOf(facts);
        hashes = Map.copyOf(hashes);
    }

    static Secrets none() {
        return new Secrets(List.of(), Map.of());
    }

    /** With one more, made now; the one before it lives as long as the grace says, and any other ends. */
    Secrets rotated(String id, String hash, Instant now, Duration grace) {
        List<SecretFacts> next = new ArrayList<>();
        Map<String, String> kept = new HashMap<>();
        if (!facts.isEmpty() && grace.isPositive()) {
            SecretFacts before = facts.getLast();
            Instant end = before.expiresAt()
                    .filter(at -> at.isBefore(now.plus(grace)))
                    .orElse(now.plus(grace));
            if (end.isAfter(now)) {
                next.add(new SecretFacts(before.id(), before.createdAt(), Optional.of(end), before.lastUsedAt()));
                kept.put(before.id(), hashes.getOrDefault(before.id(), ""));
            }
        }
        next.add(new SecretFacts(id, now, Optional.empty(), Optional.empty()));
        kept.put(id, hash);
        return new Secrets(next, kept);
    }

    /** With later uses of those among them. */
    Secrets used(Map<String, Instant> uses) {
        return new Secrets(
                facts.stream()
                        .map(fact -> new SecretFacts(
                                fact.id(), fact.createdAt(), fact.expiresAt(), later(fact, uses.get(fact.id()))))
                        .toList(),
                hashes);
    }

    boolean hasAny(Map<String, Instant> uses) {
        return facts.stream().anyMatch(fact -> uses.containsKey(fact.id()));
    }

    private static Optional<Instant> later(SecretFacts fact, @org.jspecify.annotations.Nullable Instant used) {
        return used == null || fact.lastUsedAt().filter(used::isBefore).isPresent()
                ? fact.lastUsedAt()
                : Optional.of(used);
    }
}
