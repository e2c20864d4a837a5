package io.traceconnector.app.keys.pkcs11;

import java.io.Serial;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loaded library, shared by all that use its tokens. Calls run side by side; it is initialised and finished only while no call runs.
 * Each initialisation begins a generation: handles of an earlier one may mean something else now and must not be used.
 */
final class Library {

    private static final Logger LOG = LoggerFactory.getLogger(Library.class);

    /** How long calls may be kept waiting for a new initialisation that itself waits for calls that run. */
    private static final long PATIENCE_SECONDS = 1;

    private final Cryptoki cryptoki;
    private final RefusedPins refusedPins = new RefusedPins();

    /** Fair: who waits to initialise lets the calls that run end and keeps others from beginning. */
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);

    /** Written only with the gate shut; 0 where it was never initialised, or is finished. */
    private volatile long generation;

    private long generations;
    private boolean initialisedHere;
    private int users;

    Library(Cryptoki cryptoki) {
        this.cryptoki = cryptoki;
    }

    RefusedPins refusedPins() {
        return refusedPins;
    }

    synchronized Library used() {
        users++;
        return this;
    }

    /** The last user finishes the library, unless a call does not return. */
    synchronized void unused() {
        users--;
        if (users > 0) {
            return;
        }
        try {
            exclusively(() -> {
                if (generation != 0 && initialisedHere) {
                    finish();
                }
                generation = 0;
            });
        } catch (AwayException | CryptokiException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("a PKCS#11 library is left as it is");
        }
    }

    /** The present generation; the library is initialised where it is not. */
    long initialised() {
        if (generation == 0) {
            exclusively(() -> {
                if (generation == 0) {
                    begin();
                }
            });
        }
        return generation;
    }

    /**
     * Begins a new generation, unless the given one is over already: some libraries see a token that came back only after that. Where
     * somebody else in this process initialised the library, it is left to them.
     *
     * @throws AwayException where a call keeps the library busy
     */
    long initialisedAfter(long old) {
        exclusively(() -> {
            if (generation == old) {
                restart();
            }
        });
        return generation;
    }

    private void restart() {
        boolean ours = initialisedHere;
        if (ours) {
            finish();
        }
        boolean fresh = cryptoki.initialise();
        if (fresh || ours) {
            initialisedHere = fresh;
            generation = ++generations;
        }
    }

    private void finish() {
        try {
            cryptoki.finish();
        } catch (CryptokiException e) {
            // Finished underneath: then there is nothing left to do.
            if (e.meaning() != ReturnCode.Meaning.LIBRARY_GONE) {
                throw e;
            }
        }
        generation = 0;
    }

    private void begin() {
        initialisedHere = cryptoki.initialise();
        generation = ++generations;
    }

    /**
     * Calls functions of the library within a generation.
     *
     * @throws AwayException where the generation is over, or the library was being initialised until the deadline
     */
    <T> T call(long within, Deadline deadline, Function<Cryptoki, T> calls) {
        try {
            if (!gate.readLock().tryLock(deadline.remaining(), TimeUnit.NANOSECONDS)) {
                throw new AwayException("the library was being initialised until the deadline");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwayException("interrupted while the library was being initialised");
        }
        try {
            if (generation != within) {
                throw new StaleException();
            }
            return calls.apply(cryptoki);
        } finally {
            gate.readLock().unlock();
        }
    }

    private void exclusively(Runnable change) {
        try {
            if (!gate.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AwayException(
                        "the library must be initialised anew and waits for a call that does not return");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwayException("interrupted while waiting to initialise the library");
        }
        try {
            change.run();
        } finally {
            gate.writeLock().unlock();
        }
    }

    /** The generation of what was to be used is over. */
    static final class StaleException extends AwayException {

        @Serial
        private static final long serialVersionUID = 1L;

        StaleException() {
            super("the library was initialised anew");
        }
    }
}
