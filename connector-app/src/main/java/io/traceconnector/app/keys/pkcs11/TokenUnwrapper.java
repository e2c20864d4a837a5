package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.app.keys.Unwrapper;
import io.traceconnector.chainscript.PublicKeyPem;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Unwraps with a key in a token. Tokens answer to a damaged block with all kinds of codes, and with the same ones when they themselves are
 * damaged: so where a code is not clear the key is asked to open a known block, and then the block once more, by turns. Only if the known one
 * opens each time and the other never does, the block is rejected.
 */
final class TokenUnwrapper implements Unwrapper {

    /** A fault that comes and goes hits the one block and spares the other so often only by a rare chance. */
    private static final int TRIALS = 3;

    private final Token token;
    private final TokenKey key;
    private final Unwrapping unwrapping;
    private final KnownBlock known;
    private final BigInteger modulus;
    private volatile boolean closed;

    TokenUnwrapper(Token token, TokenKey key, Unwrapping unwrapping, KnownBlock known) {
        this.token = token;
        this.key = key;
        this.unwrapping = unwrapping;
        this.known = known;
        this.modulus = ((RSAPublicKey) key.publicKey().key()).getModulus();
    }

    @Override
    public PublicKeyPem publicKey() {
        return key.publicKey();
    }

    Unwrapping unwrapping() {
        return unwrapping;
    }

    @Override
    public Unwrap unwrap(byte[] block, Duration patience) {
        if (closed) {
            return new Unwrap.Unavailable("the key was closed");
        }
        if (!Unwrapping.isInRange(block, modulus)) {
            return new Unwrap.Rejected();
        }
        try {
            return token.use(Deadline.in(patience), attempts -> unwrap(attempts, block), TokenUnwrapper::wipe);
        } catch (AwayException e) {
            return new Unwrap.Unavailable(e.reason());
        } catch (CryptokiException e) {
            return new Unwrap.Unavailable("the token fails (" + e.getMessage() + ")");
        }
    }

    private Unwrap unwrap(Attempts attempts, byte[] block) {
        for (int trial = 0; trial < TRIALS; trial++) {
            try {
                return opened(attempts, block);
            } catch (CryptokiException e) {
                if (e.meaning() == ReturnCode.Meaning.BLOCK_INVALID) {
                    return new Unwrap.Rejected();
                }
                if (!opensKnownBlock(attempts)) {
                    throw attempts.suspect(e);
                }
            }
        }
        return new Unwrap.Rejected();
    }

    private Unwrap opened(Attempts attempts, byte[] block) {
        Optional<byte[]> content =
                attempts.operation(session -> key.with(session, handle -> unwrapping.open(session, handle, block)));
        return content.isPresent() ? new Unwrap.Unwrapped(content.get()) : new Unwrap.Rejected();
    }

    private boolean opensKnownBlock(Attempts attempts) {
        try {
            return attempts.operation(session -> key.with(session, handle -> known.opens(session, handle, unwrapping)));
        } catch (CryptokiException e) {
            return false;
        }
    }

    private static void wipe(Unwrap late) {
        if (late instanceof Unwrap.Unwrapped(byte[] content)) {
            Arrays.fill(content, (byte) 0);
        }
    }

    /** The key stays in its token; nothing of it is held here. */
    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "decryption key in a token, " + key.name();
    }
}
