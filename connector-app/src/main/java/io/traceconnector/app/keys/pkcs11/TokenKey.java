package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.app.keys.KeyName;
import io.traceconnector.chainscript.PublicKeyPem;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A private key in the token. Its handle is good within one connection; with another one it is found again, and must be the same key then.
 * Where two connections do not see it, it is not looked for again for a while.
 */
final class TokenKey {

    private final KeyName name;
    private final PublicKeyPem publicKey;
    private final Pace pace;
    private volatile Optional<Located> located = Optional.empty();
    private @Nullable Connection without;
    private long quietUntil = System.nanoTime();

    private record Located(Connection connection, long handle) {}

    TokenKey(KeyName name, PublicKeyPem publicKey, HsmConfig config) {
        this.name = name;
        this.publicKey = publicKey;
        this.pace = new Pace(config);
    }

    KeyName name() {
        return name;
    }

    PublicKeyPem publicKey() {
        return publicKey;
    }

    /**
     * @throws KeyGoneException where this connection does not see the key
     * @throws AwayException where it was not seen for some time
     */
    <T> T with(Session session, LongFunction<T> operation) {
        try {
            return operation.apply(handle(session));
        } catch (CryptokiException e) {
            if (e.meaning() == ReturnCode.Meaning.HANDLE_STALE) {
                located = Optional.empty();
            }
            throw e;
        }
    }

    private long handle(Session session) {
        Optional<Located> known = located.filter(found -> found.connection() == session.connection());
        if (known.isPresent()) {
            return known.get().handle();
        }
        refuseWhileQuiet();
        Optional<Long> found = KeyFinder.find(session, name).stream()
                .filter(handle -> isTheSame(session, handle))
                .findFirst();
        long handle = found.orElseThrow(() -> missed(session.connection()));
        located = Optional.of(new Located(session.connection(), handle));
        found();
        return handle;
    }

    private boolean isTheSame(Session session, long handle) {
        try {
            return PublicHalf.of(session, handle).equals(publicKey);
        } catch (UnsuitableKeyException e) {
            return false;
        }
    }

    private synchronized void refuseWhileQuiet() {
        if (System.nanoTime() - quietUntil < 0) {
            throw new AwayException("the token has no longer the key with " + name + " that was loaded from it");
        }
    }

    private synchronized KeyGoneException missed(Connection connection) {
        if (without != null && without != connection) {
            quietUntil = System.nanoTime() + pace.failed().toNanos();
        }
        without = connection;
        return new KeyGoneException("the token does not show the key with " + name + " that was loaded from it");
    }

    private synchronized void found() {
        without = null;
        pace.succeeded();
    }
}
