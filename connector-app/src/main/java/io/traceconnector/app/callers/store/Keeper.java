package io.traceconnector.app.callers.store;

import io.traceconnector.api.ProblemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that opens the store, takes up what others change, and tidies. */
final class Keeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final Duration FIRST_TRY = Duration.ofSeconds(5);
    private static final Duration TIDY = Duration.ofSeconds(5);
    private static final Duration WRITE_USES = Duration.ofMinutes(1);
    private static final Duration STOP = Duration.ofSeconds(15);

    private final Ledger ledger;
    private final LastUses uses;
    private final CountDownLatch tried = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    Keeper(Ledger ledger, LastUses uses) {
        this.ledger = ledger;
        this.uses = uses;
        this.thread = Thread.ofPlatform().daemon().name("callers-store").unstarted(this::run);
    }

    /** Waits until the store is open, or cannot be opened now. */
    void begin() {
        thread.start();
        try {
            if (!tried.await(FIRST_TRY.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.info("the callers' store takes its time to open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long tidied = System.nanoTime();
        long written = tidied;
        try {
            do {
                turn(ledger::follow);
                tried.countDown();
                long now = System.nanoTime();
                if (now - tidied > TIDY.toNanos()) {
                    tidied = now;
                    turn(ledger::tidy);
                }
                if (now - written > WRITE_USES.toNanos()) {
                    written = now;
                    turn(() -> uses.write(ledger));
                }
            } while (!stop.await(ledger.poll().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        turn(() -> uses.write(ledger));
    }

    /** The boundary of the thread: what fails is tried again, and the ledger has said why. */
    private static void turn(Runnable work) {
        try {
            work.run();
        } catch (ProblemException e) {
            LOG.debug("the callers' store is away", e);
        } catch (RuntimeException e) {
            LOG.error("the callers' store fails", e);
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            if (!thread.join(STOP)) {
                LOG.warn("the callers' store was not closed in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
