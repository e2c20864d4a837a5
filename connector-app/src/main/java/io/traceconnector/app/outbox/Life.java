package io.traceconnector.app.outbox;

import io.traceconnector.app.journal.JournalKey;
import io.traceconnector.app.trace.Backoff;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox of an organisation from when it is opened until it is closed, or its disk fails: a thread for each open entry, of which a bounded number
 * works at a time. Safe for many threads.
 */
final class Life implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Life.class);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final Store store;
    private final JournalKey key;
    private final Surroundings surroundings;
    private final OutboxConfig config;
    private final Semaphore permits;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean over;

    Life(Store store, JournalKey key, Surroundings surroundings, OutboxConfig config) {
        this.store = store;
        this.key = key;
        this.surroundings = surroundings;
        this.config = config;
        this.permits = new Semaphore(config.parallel(), true);
        store.reading(Book::openOnes).forEach(this::queue);
    }

    Store store() {
        return store;
    }

    /** Accepts, and begins to write. */
    Store.Taken accept(Submission submission, Optional<Batch.Key> hashes) {
        return store.accept(submission, hashes, this::queue);
    }

    boolean isOver() {
        return over;
    }

    Semaphore permits() {
        return permits;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Backoff pauses() {
        return new Backoff(FIRST_PAUSE, config.longestPause());
    }

    /** Follows the organisation's keys. */
    void follow() throws IOException {
        key.follow();
    }

    private void queue(Entry entry) {
        Turn turn = surroundings.lanes().enter(entry.trace());
        try {
            threads.execute(new EntryRun(entry, turn, this));
        } catch (RejectedExecutionException e) {
            // It is accepted all the same, and for the next life to write.
            surroundings.lanes().leave(turn);
            LOG.debug("an entry came while the outbox was being closed", e);
        }
    }

    /** Ends what runs, after the step that it makes; waits for it a while. What is left is found again by the next life. */
    @Override
    public void close() throws IOException {
        over = true;
        store.reading(Book::openOnes).forEach(Entry::abandon);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("links are still on their way; they are looked for after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            key.close();
            store.close();
        }
    }

    /** What all organisations share. */
    record Surroundings(Delivery delivery, Lanes lanes, Reach reach, Clock clock) {}
}
