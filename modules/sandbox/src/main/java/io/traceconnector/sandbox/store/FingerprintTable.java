package io.traceconnector.sandbox.store;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the number of something by a random-looking key of 32 bits: an open hash table of 8 bytes a slot, at most three quarters full. Keys may
 * collide, so whoever looks something up says whether a candidate is the right one. Not for several threads.
 */
final class FingerprintTable {

    private static final long EMPTY = -1;

    /** Says whether the thing of this number is the one looked for. */
    @FunctionalInterface
    interface Match {
        boolean test(int number) throws IOException;
    }

    private long[] slots = empty(1_024);
    private int size;

    void add(int fingerprint, int number) {
        if (size >= slots.length / 4 * 3) {
            long[] old = slots;
            slots = empty(old.length * 2);
            for (long slot : old) {
                if (slot != EMPTY) {
                    place(slot);
                }
            }
        }
        place((long) fingerprint << Integer.SIZE | number);
        size++;
    }

    /** The number that matches; -1 where none does. */
    int find(int fingerprint, Match match) throws IOException {
        for (int at = fingerprint & slots.length - 1; slots[at] != EMPTY; at = at + 1 & slots.length - 1) {
            if ((int) (slots[at] >>> Integer.SIZE) == fingerprint && match.test((int) slots[at])) {
                return (int) slots[at];
            }
        }
        return -1;
    }

    private void place(long slot) {
        int at = (int) (slot >>> Integer.SIZE) & slots.length - 1;
        while (slots[at] != EMPTY) {
            at = at + 1 & slots.length - 1;
        }
        slots[at] = slot;
    }

    private static long[] empty(int length) {
        long[] slots = new long[length];
        Arrays.fill(slots, EMPTY);
        return slots;
    }
}
