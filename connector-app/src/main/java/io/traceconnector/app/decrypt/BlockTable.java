package io.traceconnector.app.decrypt;

/**
 * From the first 128 bits of a wrapped block's SHA-256 to the first 127 of its link's hash and one bit for verified: 32 bytes a slot, open
 * addressing, grown up to a bound. For one thread at a time.
 */
final class BlockTable {

    private static final int WIDTH = 4;
    private static final int FIRST_SLOTS = 1024;

    private final int bound;
    private long[] slots;
    private int size;

    /** @param bound entries that it holds at most */
    BlockTable(int bound) {
        this.bound = bound;
        slots = new long[WIDTH * slotsFor(Math.min(bound, FIRST_SLOTS))];
    }

    boolean isFull() {
        return size >= bound;
    }

    /** Where the block's entry is; negative where there is none. */
    int find(Sha256 block) {
        int at = probe(slots, block.first(), block.second());
        return isFree(slots, at) ? -1 : at;
    }

    boolean belongsTo(int at, Sha256 link) {
        return slots[at + 2] == link.first() && (slots[at + 3] | 1) == (link.second() | 1);
    }

    boolean isVerified(int at) {
        return (slots[at + 3] & 1) == 1;
    }

    void give(int at, Sha256 link, boolean verified) {
        slots[at + 2] = link.first();
        slots[at + 3] = (link.second() & ~1L) | (verified ? 1 : 0);
    }

    /** Adds a block that is not there; the table must not be full. */
    void add(Sha256 block, Sha256 link, boolean verified) {
        if (slotsFor(size + 1) > slots.length / WIDTH) {
            grow();
        }
        int at = probe(slots, block.first(), block.second());
        slots[at] = block.first();
        slots[at + 1] = block.second();
        give(at, link, verified);
        size++;
    }

    private void grow() {
        long[] larger = new long[WIDTH * slotsFor((int) Math.min(bound, 2L * size + 1))];
        for (int from = 0; from < slots.length; from += WIDTH) {
            if (!isFree(slots, from)) {
                System.arraycopy(slots, from, larger, probe(larger, slots[from], slots[from + 1]), WIDTH);
            }
        }
        slots = larger;
    }

    /** The slot that holds the block, or the free one where it belongs: a quarter of the slots is always free. */
    private static int probe(long[] slots, long first, long second) {
        int count = slots.length / WIDTH;
        int slot = (int) Math.unsignedMultiplyHigh(first, count);
        while (true) {
            int at = slot * WIDTH;
            if (isFree(slots, at) || (slots[at] == first && slots[at + 1] == second)) {
                return at;
            }
            slot = slot + 1 == count ? 0 : slot + 1;
        }
    }

    /** No block has a digest of zeros. */
    private static boolean isFree(long[] slots, int at) {
        return slots[at] == 0 && slots[at + 1] == 0;
    }

    private static int slotsFor(int entries) {
        return entries + entries / 3 + 1;
    }
}
