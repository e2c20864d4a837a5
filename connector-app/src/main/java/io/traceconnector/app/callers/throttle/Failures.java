package io.traceconnector.app.callers.throttle;

/**
 * How often each of many names has failed, in a table that never grows: 24 bytes for each of so many places, eight of which a name may take. A
 * newcomer takes an empty place or one whose failures are forgotten; else that with the fewest, and goes on from them. So no flood of names frees one
 * that has failed often: were it displaced, whoever comes instead of it, itself included, has failed as often. Names are keyed hashes.
 */
final class Failures {

    private static final int WAYS = 8;
    private static final int LOCKS = 64;

    private final long[] names;
    private final long[] lastMillis;
    private final int[] counts;
    private final Object[] locks = new Object[LOCKS];
    private final int free;
    private final FailureConfig config;

    /** @param free failures before the first pause */
    Failures(FailureConfig config, int free) {
        int places = Integer.highestOneBit(config.remembered());
        this.names = new long[places];
        this.lastMillis = new long[places];
        this.counts = new int[places];
        this.free = free;
        this.config = config;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    int places() {
        return names.length;
    }

    /** Milliseconds that are left of the name's pause. */
    long pause(long name, long now) {
        int first = first(name);
        synchronized (lock(first)) {
            int place = find(name, first, now);
            return place < 0 ? 0 : Math.max(0, lastMillis[place] + pauseAfter(counts[place]) - now);
        }
    }

    void failed(long name, long now) {
        int first = first(name);
        synchronized (lock(first)) {
            int place = find(name, first, now);
            if (place < 0) {
                place = placeForNewcomer(first, now);
                counts[place] = forgotten(place, now) ? 0 : counts[place];
                names[place] = name;
            }
            counts[place] = Math.min(counts[place] + 1, 1 << 20);
            lastMillis[place] = now;
        }
    }

    void forgive(long name, long now) {
        int first = first(name);
        synchronized (lock(first)) {
            int place = find(name, first, now);
            if (place >= 0) {
                counts[place] = 0;
            }
        }
    }

    private long pauseAfter(int count) {
        if (count <= free) {
            return 0;
        }
        int doublings = Math.min(count - free - 1, 40);
        long longest = config.longest().toMillis();
        long pause = config.pause().toMillis();
        return pause > longest >> doublings ? longest : pause << doublings;
    }

    private int find(long name, int first, long now) {
        for (int place = first; place < first + WAYS; place++) {
            if (names[place] == name && !forgotten(place, now)) {
                return place;
            }
        }
        return -1;
    }

    private int placeForNewcomer(int first, long now) {
        int least = first;
        for (int place = first; place < first + WAYS; place++) {
            if (forgotten(place, now)) {
                return place;
            }
            if (counts[place] < counts[least]) {
                least = place;
            }
        }
        return least;
    }

    private boolean forgotten(int place, long now) {
        return counts[place] == 0
                || now - lastMillis[place] > config.forgotten().toMillis();
    }

    private int first(long name) {
        return (int) (name >>> 20) & (names.length - WAYS);
    }

    private Object lock(int first) {
        return locks[first / WAYS % LOCKS];
    }
}
