package io.traceconnector.app.callers.throttle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What was used within a while, in two generations: each thing is remembered for at least one life of a generation. Of a bounded number in each,
 * and of a bounded number of each owner's; where that is full nothing more can be used until it is over. Safe for many threads.
 */
public final class Nonces {

    /** What came of using one. */
    public enum Use {
        FIRST,
        AGAIN,
        FULL
    }

    private final int most;
    private final int share;
    private final long lifeMillis;
    private Map<String, Set<String>> present = new HashMap<>();
    private Map<String, Set<String>> before = new HashMap<>();
    private int count;
    private long since;

    /**
     * @param most in a generation
     * @param share of one owner's, in a generation
     */
    public Nonces(int most, int share, long lifeMillis, long now) {
        this.most = most;
        this.share = share;
        this.lifeMillis = lifeMillis;
        this.since = now;
    }

    /** @param owner whose it is: two owners' may be alike */
    public synchronized Use use(String owner, String nonce, long now) {
        if (now - since >= lifeMillis) {
            before = now - since >= 2 * lifeMillis ? new HashMap<>() : present;
            present = new HashMap<>();
            count = 0;
            since = now;
        }
        Set<String> own = present.getOrDefault(owner, Set.of());
        if (own.contains(nonce) || before.getOrDefault(owner, Set.of()).contains(nonce)) {
            return Use.AGAIN;
        }
        if (count >= most || own.size() >= share) {
            return Use.FULL;
        }
        present.computeIfAbsent(owner, any -> new HashSet<>()).add(nonce);
        count++;
        return Use.FIRST;
    }
}
