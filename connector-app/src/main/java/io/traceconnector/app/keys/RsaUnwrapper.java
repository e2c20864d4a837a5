package io.traceconnector.app.keys;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.spec.MGF1ParameterSpec;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * RSA-OAEP (SHA-1, MGF1-SHA-1) with one private key. Ciphers are used again; there are never more of them than operations that run at a
 * time, and every operation starts with the same initialisation, so that a failure before it leaves no trace.
 */
final class RsaUnwrapper {

    private static final String TRANSFORMATION = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);

    private final PrivateKey key;
    private final int modulusBytes;
    private final Optional<Provider> provider;
    private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

    RsaUnwrapper(PrivateKey key, int modulusBytes, Optional<Provider> provider) {
        this.key = key;
        this.modulusBytes = modulusBytes;
        this.provider = provider;
    }

    /** A wrong length is no secret and answered at once; everything else takes the way through the cipher. */
    Unwrap unwrap(byte[] block) {
        if (block.length != modulusBytes) {
            return new Unwrap.Rejected();
        }
        try {
            Cipher known = idle.poll();
            Cipher cipher = known == null ? cipher() : known;
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

    private Cipher cipher() throws GeneralSecurityException {
        return provider.isPresent()
                ? Cipher.getInstance(TRANSFORMATION, provider.get())
                : Cipher.getInstance(TRANSFORMATION);
    }
}
