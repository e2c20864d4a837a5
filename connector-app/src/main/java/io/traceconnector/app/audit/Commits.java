package io.traceconnector.app.audit;

import io.traceconnector.api.ProblemException;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands records to the disk: all that came while it was busy go together, and whoever waits for one of them waits for one operation of the disk.
 * Records that wait are bounded by their bytes; beyond that they are refused with {@code audit_unavailable}. Safe for many threads.
 */
final class Commits implements AutoCloseable {

    /** Where records go; asked by one thread. */
    interface Disk {

        /** Returns when all of it is on disk. */
        void commit(Batch batch) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final Disk disk;
    private final long bound;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private Batch filling = new Batch();
    private boolean closed;
    private volatile boolean failing;

    /** @param bound of bytes that wait while others are written */
    Commits(Disk disk, long bound) {
        this.disk = disk;
        this.bound = bound;
        this.thread = Thread.ofPlatform().name("audit").daemon().start(this::run);
    }

    /**
     * Adds a record behind all that came before.
     *
     * @return what it can be waited for with
     * @throws ProblemException {@code audit_unavailable} at the bound, and once it is closed
     */
    Batch offer(byte[] body) {
        lock.lock();
        try {
            if (closed || filling.bytes() + body.length > bound) {
                throw Batch.unavailable();
            }
            filling.add(body);
            changed.signal();
            return filling;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the last records could not be written. */
    boolean isFailing() {
        return failing;
    }

    /** Bytes of records that wait while others are written. */
    long waiting() {
        lock.lock();
        try {
            return filling.bytes();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (Batch batch = next(); !batch.bodies().isEmpty(); batch = next()) {
                write(batch);
            }
        } catch (InterruptedException e) {
            LOG.warn("the audit log's thread was interrupted; nothing is recorded any more");
        }
    }

    /** What is to be written next; empty when there will be no more. */
    private Batch next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (filling.bodies().isEmpty() && !closed) {
                changed.await();
            }
            Batch next = filling;
            filling = new Batch();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void write(Batch batch) {
        try {
            disk.commit(batch);
            failing = false;
            batch.done();
        } catch (IOException | RuntimeException | Error e) {
            // The boundary of the thread: whoever waits is refused, and the next batch is tried again.
            if (!failing) {
                LOG.atError().setCause(e).log("the audit log cannot be written: requests are refused until it can");
            }
            failing = true;
            batch.failed(e);
        }
    }

    /** Writes what waits; takes nothing more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
