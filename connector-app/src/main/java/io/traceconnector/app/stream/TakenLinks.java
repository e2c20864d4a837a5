package io.traceconnector.app.stream;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The links that a consumer has taken lately, of all its feeds: at least the last 100,000 and at most twice as many, each as a number of 64
 * bits. Wakes who waits for one of them. Safe for many threads.
 */
final class TakenLinks {

    private final int kept;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private LinkSet latest = new LinkSet();
    private LinkSet before = new LinkSet();
    private boolean dropped;

    TakenLinks() {
        this(100_000);
    }

    TakenLinks(int kept) {
        this.kept = kept;
    }

    void add(long[] links) {
        lock.lock();
        try {
            for (long link : links) {
                latest.add(link);
                if (latest.size() >= kept) {
                    dropped |= before.size() > 0;
                    before = latest;
                    latest = new LinkSet();
                }
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a link is among them.
     *
     * @param link may change meanwhile
     * @param nanos zero or less does not wait
     * @return whether it is
     */
    boolean await(LongSupplier link, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        lock.lock();
        try {
            while (!contains(link.getAsLong())) {
                long left = end - System.nanoTime();
                if (left <= 0 || !more.await(left, TimeUnit.NANOSECONDS)) {
                    return contains(link.getAsLong());
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether some that were taken are not known any more. */
    boolean hasDropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private boolean contains(long link) {
        return latest.contains(link) || before.contains(link);
    }
}
