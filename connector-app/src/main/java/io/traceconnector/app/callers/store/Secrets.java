package io.traceconnector.app.callers.store;

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

    /**
     * With one more, made now; the one that counts lives as long as the rotation says, and any other ends. One that does not count yet never
     * will: that it is replaced is the end of it.
     */
    Secrets rotated(String id, String hash, Instant now, Rotation rotation) {
        List<SecretFacts> next = new ArrayList<>();
        Map<String, String> kept = new HashMap<>();
        facts.stream()
                .filter(fact -> fact.hasBegun(now))
                .reduce((older, newer) -> newer)
                .filter(any -> rotation.end(now).isAfter(now))
                .ifPresent(before -> {
                    next.add(before.endingAt(rotation.end(now)));
                    kept.put(before.id(), hashes.getOrDefault(before.id(), ""));
                });
        next.add(new SecretFacts(id, now, rotation.notBefore(), Optional.empty(), Optional.empty()));
        kept.put(id, hash);
        return new Secrets(next, kept);
    }

    /** With later uses of those among them. */
    Secrets used(Map<String, Instant> uses) {
        return new Secrets(
                facts.stream()
                        .map(fact -> fact.lastUsedAt(later(fact, uses.get(fact.id()))))
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
