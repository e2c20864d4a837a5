package io.traceconnector.app.stream;

import java.util.Arrays;

/**
 * Counts the distinct links of one reading. Holds as many as its bound; then it forgets all but the last 512, more than a page has, and
 * counts on.
 */
final class Tally {

    private final int bound;
    private final LinkSet seen = new LinkSet();
    private final long[] last = new long[512];
    private int added;
    private long passed;

    Tally(long passed, int bound) {
        this.passed = passed;
        this.bound = bound;
    }

    /** Counts a link, unless it was counted before. */
    boolean pass(long fingerprint) {
        if (!seen.add(fingerprint)) {
            return false;
        }
        passed++;
        last[added++ % last.length] = fingerprint;
        if (seen.size() > bound) {
            settle();
        }
        return true;
    }

    long passed() {
        return passed;
    }

    /** Holds only the last links further, so that the next page cannot repeat them unseen. */
    void settle() {
        int held = Math.min(added, last.length);
        long[] again = new long[held];
        for (int i = 0; i < held; i++) {
            again[i] = last[(added - held + i) % last.length];
        }
        seen.clear();
        Arrays.stream(again).forEach(seen::add);
        System.arraycopy(again, 0, last, 0, held);
        added = held;
    }
}
