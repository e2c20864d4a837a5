package io.traceconnector.app.callers.proxy;

import java.util.HashSet;
import java.util.Set;

/**
 * What was used within a while, in two generations: each thing is remembered for at least one life of a generation. Of a bounded number in each;
 * where that is full nothing more can be used until it is over.
 */
final class Nonces {

    /** What came of using one. */
    enum Use {
        FIRST,
        AGAIN,
        FULL
    }

    private final int most;
    private final long lifeMillis;
    private Set<String> present = new HashSet<>();
    private Set<String> before = new HashSet<>();
    private long since;

    Nonces(int most, long lifeMillis, long now) {
        this.most = most;
        this.lifeMillis = lifeMillis;
        this.since = now;
    }

    synchronized Use use(String nonce, long now) {
        if (now - since >= lifeMillis) {
            before = now - since >= 2 * lifeMillis ? new HashSet<>() : present;
            present = new HashSet<>();
            since = now;
        }
        if (present.contains(nonce) || before.contains(nonce)) {
            return Use.AGAIN;
        }
        if (present.size() >= most) {
            return Use.FULL;
        }
        present.add(nonce);
        return Use.FIRST;
    }
}
