package io.traceconnector.app.keys.vault;

import io.traceconnector.api.SecretSource;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyProblem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The token that Vault is asked with. Held as bytes that are wiped once there is a newer one. */
final class VaultToken implements AutoCloseable {

    /** The source is not asked anew with each request that fails: it may be a command that logs in, or that takes its time to fail. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final SecretSource source;
    private final KeyFileAccess access;
    private byte[] token = new byte[0];
    private Optional<CustodyException> failure = Optional.empty();
    private long readAt;

    VaultToken(SecretSource source, KeyFileAccess access) {
        this.source = source;
        this.access = access;
    }

    /**
     * A copy, for one request.
     *
     * @throws CustodyException where it cannot be read
     */
    synchronized byte[] copy() {
        if (token.length == 0) {
            if (failure.isPresent() && !mayRead()) {
                throw failure.get();
            }
            read();
        }
        return token.clone();
    }

    /** Whether there may be another one now in place of one that was refused. */
    synchronized boolean renewed(byte[] refused) {
        if (Arrays.equals(token, refused) && mayRead()) {
            read();
        }
        return !Arrays.equals(token, refused);
    }

    private boolean mayRead() {
        return System.nanoTime() - readAt > PAUSE_NANOS;
    }

    private void read() {
        readAt = System.nanoTime();
        try {
            byte[] fresh = fresh();
            close();
            token = fresh;
            failure = Optional.empty();
        } catch (CustodyException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    private byte[] fresh() {
        byte[] fresh = access.secret("the token", source);
        for (byte each : fresh) {
            if (each <= ' ' || each >= 0x7F) {
                Arrays.fill(fresh, (byte) 0);
                throw notAToken();
            }
        }
        if (fresh.length == 0) {
            throw notAToken();
        }
        return fresh;
    }

    private CustodyException notAToken() {
        return new CustodyException(
                KeyProblem.Code.CUSTODIAN_REFUSED, "what " + source + " gives is not a token: one word in ASCII");
    }

    @Override
    public synchronized void close() {
        Arrays.fill(token, (byte) 0);
        token = new byte[0];
    }
}
