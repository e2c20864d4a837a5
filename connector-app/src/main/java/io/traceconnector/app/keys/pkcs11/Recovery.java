package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.app.keys.Custodian;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a token connected. A connection that is found broken is replaced at once if it ever worked, else after a pause; attempts that fail
 * are repeated by themselves, with longer and longer pauses. A refused PIN ends that, until {@link #again}. One thread of its own does it all,
 * so that an attempt which hangs keeps no caller beyond its deadline.
 */
final class Recovery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final String name;
    private final TokenConnector connector;
    private final Pace pace;
    private final ExecutorService thread;
    private State state = new State.Stopped("the token was not used yet", true);

    private sealed interface State {

        record Connected(Connection connection) implements State {}

        record Connecting(CompletableFuture<Connection> outcome, String since) implements State {}

        /** The next attempt is to come. */
        record Away(String reason) implements State {}

        /** @param startable whether whoever needs it may start an attempt */
        record Stopped(String reason, boolean startable) implements State {}
    }

    Recovery(String name, HsmConfig config, TokenConnector connector) {
        this.name = name;
        this.connector = connector;
        this.pace = new Pace(config);
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("hsm-" + name + "-recovery").factory());
    }

    /**
     * The connection; an attempt under way is waited for.
     *
     * @throws AwayException where there is none by the deadline
     */
    Connection connection(Deadline deadline) {
        return switch (started()) {
            case State.Connected(Connection connection) -> connection;
            case State.Connecting(CompletableFuture<Connection> outcome, String since) ->
                outcome(outcome, since, deadline);
            case State.Away(String reason) -> throw new AwayException(reason);
            case State.Stopped(String reason, boolean startable) -> throw new PinRefusedException(reason);
        };
    }

    private synchronized State started() {
        if (state instanceof State.Stopped stopped && stopped.startable()) {
            begin(false, "it is used for the first time");
        }
        return state;
    }

    private static Connection outcome(CompletableFuture<Connection> outcome, String since, Deadline deadline) {
        try {
            return outcome.get(deadline.remaining(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AwayException("the token was being connected until the deadline (" + since + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwayException("interrupted while the token was being connected");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AwayException away
                    ? away
                    : new AwayException("the token cannot be connected: " + e.getCause());
        }
    }

    /** A connection does not work any more; nothing happens where it was replaced already. */
    synchronized void lost(Connection connection, String reason) {
        if (!(state instanceof State.Connected connected) || connected.connection() != connection) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("hsm", name)
                .addKeyValue("reason", reason)
                .log("a token does not work and is connected anew");
        thread.execute(() -> connection.retire(Deadline.in(CLOSING)));
        if (connection.isProven()) {
            begin(false, reason);
        } else {
            later(reason);
        }
    }

    /** Lets a token whose PIN was refused be tried again; the connector knows whether the PIN is another one. */
    synchronized void again() {
        if (state instanceof State.Stopped stopped && !thread.isShutdown()) {
            begin(false, stopped.reason());
        }
    }

    private void begin(boolean anew, String since) {
        CompletableFuture<Connection> outcome = new CompletableFuture<>();
        state = new State.Connecting(outcome, since);
        thread.execute(() -> attempt(outcome, anew));
    }

    private void attempt(CompletableFuture<Connection> outcome, boolean anew) {
        try {
            Connection connection = connector.connect(anew);
            settle(connection);
            outcome.complete(connection);
        } catch (PinRefusedException e) {
            LOG.atError().addKeyValue("hsm", name).log(e.reason());
            stop(e.reason());
            outcome.completeExceptionally(e);
        } catch (RuntimeException e) {
            // This thread's boundary: whatever goes wrong, the next attempt comes.
            LOG.atWarn()
                    .addKeyValue("hsm", name)
                    .addKeyValue("reason", e.getMessage())
                    .log("a token cannot be connected");
            synchronized (this) {
                later(String.valueOf(e.getMessage()));
            }
            outcome.completeExceptionally(e);
        }
    }

    private void settle(Connection connection) {
        boolean closed;
        synchronized (this) {
            closed = thread.isShutdown();
            if (!closed) {
                state = new State.Connected(connection);
            }
        }
        if (closed) {
            connection.retire(Deadline.in(CLOSING));
        } else {
            LOG.atInfo()
                    .addKeyValue("hsm", name)
                    .addKeyValue("token", connection.token().label())
                    .addKeyValue("serial", connection.token().serial())
                    .log("a token is connected");
        }
    }

    private synchronized void stop(String reason) {
        if (!thread.isShutdown()) {
            state = new State.Stopped(reason, false);
        }
    }

    private void later(String reason) {
        if (thread.isShutdown()) {
            return;
        }
        Duration pause = pace.failed();
        state = new State.Away(reason + "; the next attempt comes within " + pause.toMillis() + " ms");
        CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, this::runUnlessClosed)
                .execute(() -> retry(reason));
    }

    private synchronized void runUnlessClosed(Runnable task) {
        if (!thread.isShutdown()) {
            thread.execute(task);
        }
    }

    private synchronized void retry(String reason) {
        if (state instanceof State.Away) {
            begin(true, reason);
        }
    }

    /** A call was done: the next trouble is tried to be mended at once. */
    synchronized void worked() {
        pace.succeeded();
    }

    synchronized Custodian.State now() {
        return switch (state) {
            case State.Connected(Connection connection) ->
                new Custodian.State(
                        true,
                        "token " + connection.token().label() + " (serial "
                                + connection.token().serial() + ") is connected, sessions: "
                                + connection.openSessions());
            case State.Connecting(CompletableFuture<Connection> outcome, String since) ->
                new Custodian.State(false, "the token is being connected: " + since);
            case State.Away(String reason) -> new Custodian.State(false, reason);
            case State.Stopped(String reason, boolean startable) -> new Custodian.State(startable, reason);
        };
    }

    /** Sessions that are not in use are closed, and the library is left. */
    @Override
    public void close() {
        synchronized (this) {
            if (thread.isShutdown()) {
                return;
            }
            if (state instanceof State.Connected(Connection connection)) {
                thread.execute(() -> connection.retire(Deadline.in(CLOSING)));
            }
            state = new State.Stopped("the token was closed", false);
            thread.execute(connector::close);
            thread.shutdown();
        }
        try {
            if (!thread.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn()
                        .addKeyValue("hsm", name)
                        .log("a token is left although a call of its library has not returned");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
