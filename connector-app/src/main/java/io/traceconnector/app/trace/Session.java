package io.traceconnector.app.trace;

import io.traceconnector.app.trace.TraceException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An organisation's session with Account. There is one login at a time, whoever needs it meanwhile shares its result; it runs on a thread of
 * its own, so that each leaves at the own deadline.
 */
final class Session {

    private final Supplier<Token> login;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Token> current = Optional.empty();
    private Optional<CompletableFuture<Token>> running = Optional.empty();

    Session(Supplier<Token> login, Pace pace) {
        this.login = login;
        this.pace = pace;
    }

    /**
     * Runs a call with the session's token; where Trace refuses that, once more with a new one.
     *
     * @param patience for each login that is needed
     */
    <T> T call(Duration patience, Function<Token, T> call) {
        Token token = token(patience);
        try {
            return call.apply(token);
        } catch (TraceException e) {
            if (e.kind() != Kind.UNAUTHORIZED) {
                throw e;
            }
            refused(token);
            return call.apply(token(patience));
        }
    }

    /** A token that is good as far as we know, out of a new login where necessary. */
    Token token(Duration patience) {
        CompletableFuture<Token> result;
        lock.lock();
        try {
            Optional<Token> fresh = current.filter(token -> token.fresh(pace.now()));
            if (fresh.isPresent()) {
                return fresh.get();
            }
            result = running.orElseGet(this::begin);
        } finally {
            lock.unlock();
        }
        return await(result, patience);
    }

    /** Forgets a token that Trace refuses, unless another took its place already. */
    void refused(Token token) {
        lock.lock();
        try {
            current = current.filter(held -> !held.equals(token));
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<Token> begin() {
        CompletableFuture<Token> result = new CompletableFuture<>();
        running = Optional.of(result);
        Thread.ofVirtual().name("trace-login").start(() -> logIn(result));
        return result;
    }

    private void logIn(CompletableFuture<Token> result) {
        try {
            Token token = login.get();
            settle(Optional.of(token));
            result.complete(token);
        } catch (Throwable e) {
            // The end of a thread: whatever it was, those who wait must hear of it.
            settle(Optional.empty());
            result.completeExceptionally(e);
        }
    }

    private void settle(Optional<Token> token) {
        lock.lock();
        try {
            current = token;
            running = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private static Token await(CompletableFuture<Token> result, Duration patience) {
        try {
            return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TraceException why) {
                throw new TraceException(why.kind(), String.valueOf(why.getMessage()), why);
            }
            throw new IllegalStateException("a login failed unexpectedly", e.getCause());
        } catch (TimeoutException e) {
            throw new TraceException(Kind.UNAVAILABLE, "a login is not done within " + patience.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TraceException(Kind.UNAVAILABLE, "interrupted while waiting for a login", e);
        }
    }
}
