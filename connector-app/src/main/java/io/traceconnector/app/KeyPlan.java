package io.traceconnector.app;

import io.traceconnector.app.decrypt.LinkKeys;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.trace.ReceivedLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts, link by link, what could not be read any more without some of our keys. For one thread. */
final class KeyPlan {

    private final LinkKeys readers;
    private final Set<KeyId> ours;
    private final Map<Set<KeyId>, Long> unreadable = new LinkedHashMap<>();
    private long forUs;

    /** @param removals each is thought of by itself: what would be, were these keys not there */
    KeyPlan(LinkKeys readers, Set<KeyId> ours, List<Set<KeyId>> removals) {
        this.readers = readers;
        this.ours = ours;
        removals.forEach(removal -> unreadable.put(removal, 0L));
    }

    /** Always true: to be read on. */
    boolean count(ReceivedLink link) {
        Set<KeyId> named = readers.named(link, ours);
        if (!named.isEmpty()) {
            forUs++;
            unreadable.replaceAll((removal, count) -> removal.containsAll(named) ? count + 1 : count);
        }
        return true;
    }

    long forUs() {
        return forUs;
    }

    Map<Set<KeyId>, Long> unreadable() {
        return unreadable;
    }
}
