package io.traceconnector.app.decrypt;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Where the entries of one file stand: open addressing with 8 bytes a slot, 36 bits of the digest and 28 of the place in units of 16 bytes, at
 * most three quarters full. One thread writes, many read without a lock. Two digests with the same 36 bits share a slot, and the later one
 * has it: who reads must compare the whole digest.
 */
final class KeptIndex {

    /** Entries stand at multiples of this. */
    static final int UNIT = 16;

    private static final int PLACE_BITS = 28;
    private static final long PLACES = (1L << PLACE_BITS) - 1;
    private static final int FIRST_SLOTS = 1024;

    /** How far a place may be: 4 GiB. */
    static final long MAX_PLACE = (PLACES - 1) * UNIT;

    private volatile AtomicLongArray slots = new AtomicLongArray(FIRST_SLOTS);
    private final AtomicInteger size = new AtomicInteger();

    int size() {
        return size.get();
    }

    /** Negative where there is none. */
    long find(Sha256 digest) {
        AtomicLongArray now = slots;
        return (now.getAcquire(probe(now, tag(digest))) & PLACES) * UNIT - UNIT;
    }

    void put(Sha256 digest, long place) {
        AtomicLongArray now = slots;
        if (size.get() >= now.length() / 4 * 3) {
            now = larger(now);
            slots = now;
        }
        int at = probe(now, tag(digest));
        if (now.getPlain(at) == 0) {
            size.incrementAndGet();
        }
        now.setRelease(at, tag(digest) << PLACE_BITS | (place / UNIT + 1));
    }

    private static AtomicLongArray larger(AtomicLongArray full) {
        AtomicLongArray larger = new AtomicLongArray(full.length() * 2);
        for (int i = 0; i < full.length(); i++) {
            long slot = full.getPlain(i);
            if (slot != 0) {
                larger.setPlain(probe(larger, slot >>> PLACE_BITS), slot);
            }
        }
        return larger;
    }

    /** The slot that holds the tag, or the free one where it belongs. */
    private static int probe(AtomicLongArray slots, long tag) {
        int count = slots.length();
        int at = (int) Math.unsignedMultiplyHigh(tag << PLACE_BITS, count);
        while (true) {
            long slot = slots.getAcquire(at);
            if (slot == 0 || slot >>> PLACE_BITS == tag) {
                return at;
            }
            at = at + 1 == count ? 0 : at + 1;
        }
    }

    private static long tag(Sha256 digest) {
        return digest.first() >>> PLACE_BITS;
    }
}
