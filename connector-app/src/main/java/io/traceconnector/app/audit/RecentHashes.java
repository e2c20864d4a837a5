package io.traceconnector.app.audit;

/** The hashes of the lines that were read last, by their numbers. */
final class RecentHashes {

    private final long[] numbers;
    private final String[] hashes;

    /** @param capacity a power of two; the line that many lines ago is forgotten */
    RecentHashes(int capacity) {
        numbers = new long[capacity];
        hashes = new String[capacity];
    }

    void put(long number, String hash) {
        numbers[slot(number)] = number;
        hashes[slot(number)] = hash;
    }

    boolean holds(long number, String hash) {
        return number > 0 && numbers[slot(number)] == number && hash.equals(hashes[slot(number)]);
    }

    private int slot(long number) {
        return (int) number & numbers.length - 1;
    }
}
