package io.traceconnector.app.keys.pkcs11;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What came of a load; for many threads. */
final class LoadTally {

    /** What a busy machine may add to a deadline. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    private final Map<String, LongAdder> done = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> unavailable = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> wrong = new ConcurrentSkipListMap<>();
    private final AtomicLong longest = new AtomicLong();

    /** Gives true, as the others do where something could be done at all. */
    boolean done(String what) {
        count(done, what);
        return true;
    }

    /** Numbers in a reason do not make another kind of it. */
    boolean unavailable(String reason) {
        count(unavailable, reason.replaceAll("[0-9]+ ms", "N ms"));
        return false;
    }

    boolean wrong(String finding) {
        count(wrong, finding);
        return true;
    }

    /** A call that began then has returned. */
    void took(long start, Duration deadline) {
        long nanos = System.nanoTime() - start;
        longest.accumulateAndGet(nanos, Math::max);
        if (nanos > deadline.plus(SLACK).toNanos()) {
            wrong("a call went on beyond its deadline");
        }
    }

    long count(String what) {
        LongAdder adder = done.get(what);
        return adder == null ? 0 : adder.sum();
    }

    /** What must not happen, and how often it did. */
    Map<String, LongAdder> wrong() {
        return wrong;
    }

    private static void count(Map<String, LongAdder> counts, String what) {
        counts.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    @Override
    public String toString() {
        return "done " + done + "; unavailable " + unavailable + "; longest call "
                + Duration.ofNanos(longest.get()).toMillis() + " ms; wrong " + wrong;
    }
}
