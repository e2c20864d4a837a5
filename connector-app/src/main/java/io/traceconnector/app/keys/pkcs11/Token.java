package io.traceconnector.app.keys.pkcs11;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.traceconnector.app.keys.Custodian;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyProblem;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** A token as something to call: with bounds, deadlines, and recovery by itself. */
final class Token implements AutoCloseable {

    private final int sessions;
    private final Semaphore free;
    private final NativeThreads threads;
    private final Recovery recovery;
    private final Timer calls;
    private final Timer failures;

    Token(String name, HsmConfig config, TokenConnector connector, MeterRegistry meters) {
        sessions = config.sessions();
        free = new Semaphore(sessions, true);
        threads = new NativeThreads(name, config.threads());
        recovery = new Recovery(name, config, connector);
        calls = calls(name, "done", meters);
        failures = calls(name, "unavailable", meters);
        Gauge.builder("connector.hsm.sessions.used", () -> sessions - free.availablePermits())
                .description("Sessions with the token that are in use")
                .tag("hsm", name)
                .register(meters);
        Gauge.builder("connector.hsm.calls.late", threads::late)
                .description(
                        "Calls of the token's library that have not returned although nobody waits for them any more")
                .tag("hsm", name)
                .register(meters);
    }

    private static Timer calls(String name, String outcome, MeterRegistry meters) {
        return Timer.builder("connector.hsm.calls")
                .description("Uses of the token, with the time of waiting for a session")
                .tag("hsm", name)
                .tag("outcome", outcome)
                .register(meters);
    }

    /**
     * Uses the token, within the bound on sessions.
     *
     * @param unwanted gets the result that comes after the deadline
     * @throws AwayException where the token cannot be used before the deadline
     * @throws CryptokiException where the token refuses what is asked
     */
    <T> T use(Deadline deadline, Function<Attempts, T> use, Consumer<T> unwanted) {
        long start = System.nanoTime();
        boolean done = false;
        try {
            acquire(deadline);
            try {
                T result = threads.call(deadline, left -> use.apply(new Attempts(recovery, deadline, left)), unwanted);
                recovery.worked();
                done = true;
                return result;
            } finally {
                free.release();
            }
        } finally {
            (done ? calls : failures).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Uses the token on behalf of an operator, or of a loading of keys.
     *
     * @throws CustodyException where it cannot be used, for any reason
     */
    <T> T ask(Deadline deadline, Function<Attempts, T> use) {
        try {
            return use(deadline, use, late -> {});
        } catch (PinRefusedException e) {
            throw new CustodyException(KeyProblem.Code.CUSTODIAN_REFUSED, e.reason());
        } catch (AwayException e) {
            throw new CustodyException(KeyProblem.Code.CUSTODIAN_UNAVAILABLE, e.reason());
        } catch (CryptokiException e) {
            throw new CustodyException(
                    KeyProblem.Code.CUSTODIAN_UNAVAILABLE, "the token fails (" + e.getMessage() + ")");
        }
    }

    private void acquire(Deadline deadline) {
        try {
            if (!free.tryAcquire(deadline.remaining(), TimeUnit.NANOSECONDS)) {
                throw new AwayException("all " + sessions + " sessions with the token were busy until the deadline");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwayException("interrupted while waiting for a session with the token");
        }
    }

    /** A refused PIN may be another one now. */
    void reconsider() {
        recovery.again();
    }

    Custodian.State state() {
        Custodian.State state = recovery.now();
        if (threads.allLate()) {
            return new Custodian.State(false, "every thread is in a call of the library that does not return");
        }
        return threads.late() == 0
                ? state
                : new Custodian.State(state.available(), state.detail() + ", late calls: " + threads.late());
    }

    @Override
    public void close() {
        threads.close();
        recovery.close();
    }
}
