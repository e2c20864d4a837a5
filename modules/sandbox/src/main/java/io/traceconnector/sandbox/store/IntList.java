package io.traceconnector.sandbox.store;

import java.util.Arrays;

/** Numbers in a row, four bytes each. Not for several threads. */
final class IntList {

    private int[] values = new int[64];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    void set(int index, int value) {
        values[index] = value;
    }

    int get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    int[] copy(int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }
}
