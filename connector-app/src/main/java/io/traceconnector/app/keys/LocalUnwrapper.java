package io.traceconnector.app.keys;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Operation;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.spec.MGF1ParameterSpec;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * RSA-OAEP (SHA-1, MGF1-SHA-1) with one private key held by this process. Ciphers are used again; there are never more of them than
 * operations that run at a time, and every operation starts with the same initialisation, so that a failure before it leaves no trace.
 */
final class LocalUnwrapper implements Unwrapper {

    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);

    private final PublicKeyPem publicKey;
    private final int modulusBytes;
    private final PrivateKey key;
    private final Algorithms algorithms;
    private final Slots slots;
    private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

    LocalUnwrapper(PrivateKeyPem pem, Algorithms algorithms, Slots slots) {
        this.publicKey = pem.publicKey();
        this.modulusBytes = (publicKey.bits() + 7) / 8;
        this.key = algorithms.adopt(Operation.RSA_UNWRAP, pem.key());
        this.algorithms = algorithms;
        this.slots = slots;
    }

    @Override
    public PublicKeyPem publicKey() {
        return publicKey;
    }

    @Override
    public Unwrap unwrap(byte[] block, Duration deadline) {
        return slots.within(deadline, () -> unwrap(block), Unwrap.Unavailable::new);
    }

    /** A wrong length is no secret and answered at once; everything else takes the way through the cipher. */
    private Unwrap unwrap(byte[] block) {
        if (block.length != modulusBytes) {
            return new Unwrap.Rejected();
        }
        try {
            Cipher known = idle.poll();
            Cipher cipher = known == null ? algorithms.oaep() : known;
            try {
                cipher.init(Cipher.DECRYPT_MODE, key, OAEP);
                return new Unwrap.Unwrapped(cipher.doFinal(block));
            } catch (BadPaddingException | IllegalBlockSizeException e) {
                return new Unwrap.Rejected();
            } finally {
                idle.add(cipher);
            }
        } catch (GeneralSecurityException | ProviderException e) {
            return new Unwrap.Unavailable(
                    "the security provider failed with " + e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        idle.clear();
        WipedKey.wipe(key);
    }
}
