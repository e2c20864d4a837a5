package io.traceconnector.app.keys.vault;

import io.traceconnector.api.SecretSource;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** The token that Vault is asked with. Held as bytes that are wiped once there is a newer one. */
final class VaultToken implements AutoCloseable {

    /** A token that is refused is not asked for anew with each request: its command may be a login. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final SecretSource source;
    private final KeyFileAccess access;
    private byte[] token = new byte[0];
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
            read();
        }
        return token.clone();
    }

    /** Whether there may be another one now in place of one that was refused. */
    synchronized boolean renewed(byte[] refused) {
        if (Arrays.equals(token, refused) && System.nanoTime() - readAt > PAUSE_NANOS) {
            read();
        }
        return !Arrays.equals(token, refused);
    }

    private void read() {
        byte[] fresh = access.secret("the token", source);
        close();
        readAt = System.nanoTime();
        if (fresh.length == 0 || !new String(fresh, StandardCharsets.ISO_8859_1).matches("[!-~]+")) {
            Arrays.fill(fresh, (byte) 0);
            throw new CustodyException(
                    KeyProblem.Code.CUSTODIAN_REFUSED, "what " + source + " gives is not a token: one word in ASCII");
        }
        token = fresh;
    }

    @Override
    public synchronized void close() {
        Arrays.fill(token, (byte) 0);
        token = new byte[0];
    }
}
