package io.traceconnector.app.outbox;

import io.traceconnector.app.journal.Digest;
import io.traceconnector.app.outbox.Event.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which entries there are, in the order of acceptance, those of a submission together. For one thread at a time. */
final class Book {

    private final Map<UUID, List<Entry>> batches = new LinkedHashMap<>();
    private final Map<Digest, UUID> keys = new HashMap<>();
    private final Map<UUID, Entry> entries = new HashMap<>();
    private final Map<UUID, Entry> open = new LinkedHashMap<>();

    void add(List<Entry> batch) {
        Batch common = batch.getFirst().batch();
        batches.put(common.id(), List.copyOf(batch));
        common.key().ifPresent(key -> keys.put(key.key(), common.id()));
        batch.forEach(entry -> entries.put(entry.slot().id(), entry));
        batch.forEach(entry -> open.put(entry.slot().id(), entry));
    }

    /** To be told once for each entry that ends. */
    void ended(Entry entry, EntryState end, Instant at) {
        if (entry.isOpen()) {
            entry.ended(end, at);
            open.remove(entry.slot().id());
        }
    }

    Optional<Entry> find(UUID entry) {
        return Optional.ofNullable(entries.get(entry));
    }

    Optional<List<Entry>> batch(Digest key) {
        return Optional.ofNullable(keys.get(key)).map(batches::get);
    }

    Collection<List<Entry>> batches() {
        return batches.values();
    }

    /** Oldest first. */
    List<Entry> openOnes() {
        return List.copyOf(open.values());
    }

    int open() {
        return open.size();
    }

    int ended() {
        return entries.size() - open.size();
    }

    /** Whether an earlier entry of the same submission and trace has failed: this one was meant to follow it. */
    boolean followsFailed(Entry entry) {
        for (Entry other : batches.getOrDefault(entry.batch().id(), List.of())) {
            if (other == entry) {
                return false;
            }
            if (other.trace().equals(entry.trace()) && other.state() instanceof EntryState.Failed) {
                return true;
            }
        }
        return false;
    }

    /**
     * Forgets submissions whose entries have all ended before.
     *
     * @return how many entries they had
     */
    int forget(Instant before) {
        List<List<Entry>> old = batches.values().stream()
                .filter(batch ->
                        batch.stream().allMatch(entry -> entry.endedAt().isBefore(before)))
                .toList();
        old.forEach(this::remove);
        return old.stream().mapToInt(List::size).sum();
    }

    private void remove(List<Entry> batch) {
        Batch common = batch.getFirst().batch();
        batches.remove(common.id());
        common.key().ifPresent(key -> keys.remove(key.key()));
        batch.forEach(entry -> entries.remove(entry.slot().id()));
    }

    static List<Slot> slots(List<Entry> batch) {
        List<Slot> slots = new ArrayList<>();
        batch.forEach(entry -> slots.add(entry.slot()));
        return slots;
    }
}
