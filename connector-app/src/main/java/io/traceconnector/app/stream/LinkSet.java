package io.traceconnector.app.stream;

import io.traceconnector.api.LinkHash;
import java.util.Arrays;

/** Link hashes by their first 8 bytes: a chance of one in ten million that two of two million links are taken for one. */
final class LinkSet {

    private long[] table = new long[1024];
    private int size;
    private boolean zero;

    static long fingerprint(LinkHash hash) {
        return Long.parseUnsignedLong(hash.hex(), 0, 16, 16);
    }

    /** Whether it was not there yet. */
    boolean add(long fingerprint) {
        if (fingerprint == 0) {
            boolean added = !zero;
            zero = true;
            size += added ? 1 : 0;
            return added;
        }
        if (size * 2 >= table.length) {
            grow();
        }
        if (!put(table, fingerprint)) {
            return false;
        }
        size++;
        return true;
    }

    boolean contains(long fingerprint) {
        if (fingerprint == 0) {
            return zero;
        }
        int slot = slot(table, fingerprint);
        while (table[slot] != 0) {
            if (table[slot] == fingerprint) {
                return true;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return false;
    }

    int size() {
        return size;
    }

    void clear() {
        table = new long[1024];
        size = 0;
        zero = false;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        Arrays.stream(table).filter(entry -> entry != 0).forEach(entry -> put(larger, entry));
        table = larger;
    }

    private static boolean put(long[] table, long fingerprint) {
        int slot = slot(table, fingerprint);
        while (table[slot] != 0) {
            if (table[slot] == fingerprint) {
                return false;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = fingerprint;
        return true;
    }

    private static int slot(long[] table, long fingerprint) {
        return Long.hashCode(fingerprint * 0x9E3779B97F4A7C15L) & (table.length - 1);
    }
}
