package io.traceconnector.sandbox.graphql;

/** The places of a list that a connection shows, ascending, from 1. */
public interface Places {

    int size();

    /** The place at an index from 0. */
    int at(int index);

    /** 1 to {@code size}. */
    static Places all(int size) {
        return new Places() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public int at(int index) {
                return index + 1;
            }
        };
    }

    /** @param places ascending */
    static Places of(int[] places) {
        return new Places() {
            @Override
            public int size() {
                return places.length;
            }

            @Override
            public int at(int index) {
                return places[index];
            }
        };
    }

    /** The index of the first place that is at least {@code place}. */
    default int indexOf(int place) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle) < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
