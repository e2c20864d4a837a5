package io.traceconnector.app.callers.store;

import io.traceconnector.app.journal.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What the events amount to. Reading is safe for many threads, taking up events is for one at a time. */
final class Memory {

    /** Tokens that were ended before their time; they live for minutes. */
    private static final int REVOKED = 100_000;

    private static final String ALL = "";

    private final Marks revoked = new Marks(REVOKED, REVOKED);
    private final Marks taken;
    private volatile Known known = new Known();

    Memory(StoreBounds bounds) {
        this.taken = new Marks(bounds.takenOfScope(), bounds.taken());
    }

    Known known() {
        return known;
    }

    boolean isRevoked(Digest token, Instant now) {
        return revoked.has(token, now);
    }

    boolean canRevoke(Instant now) {
        return revoked.hasRoom(ALL, now);
    }

    boolean isTaken(Digest id, Instant now) {
        return taken.has(id, now);
    }

    boolean canTake(String scope, Instant now) {
        return taken.hasRoom(scope, now);
    }

    void take(List<Event> events) {
        List<Event> lasting = events.stream().filter(Memory::isLasting).toList();
        for (Event event : events) {
            switch (event) {
                case Event.Revoked(var token, var expires) -> revoked.put(ALL, digest(token), expires);
                case Event.Taken(var scope, var id, var expires) -> taken.put(scope, digest(id), expires);
                default -> {}
            }
        }
        if (!lasting.isEmpty()) {
            known = known.with(lasting);
        }
    }

    private static boolean isLasting(Event event) {
        return !(event instanceof Event.Revoked || event instanceof Event.Taken);
    }

    void forget(Instant now) {
        revoked.forget(now);
        taken.forget(now);
    }

    /** Events that make the same of nothing. */
    List<Event> events(Instant now) {
        forget(now);
        List<Event> events = new ArrayList<>(known.events(now));
        revoked.forEach((id, mark) -> events.add(new Event.Revoked(text(id), mark.expires())));
        taken.forEach((id, mark) -> events.add(new Event.Taken(mark.scope(), text(id), mark.expires())));
        return events;
    }

    static String text(Digest digest) {
        return Base64.getEncoder().encodeToString(digest.bytes());
    }

    private static Digest digest(String text) {
        return Digest.of(Base64.getDecoder().decode(text));
    }
}
