package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.chainscript.PublicKeyPem;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** A block that the key must open: it was wrapped for its public half. The content is random and protects nothing. */
final class KnownBlock {

    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);

    private final byte[] content = new byte[32];
    private final byte[] block;

    /** @param publicKey RSA */
    KnownBlock(PublicKeyPem publicKey) {
        new SecureRandom().nextBytes(content);
        block = wrap(publicKey, content);
    }

    static byte[] wrap(PublicKeyPem publicKey, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, publicKey.key(), OAEP);
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK wraps by RSA-OAEP", e);
        }
    }

    /** @throws CryptokiException where the token does not decrypt */
    boolean opens(Session session, long key, Unwrapping unwrapping) {
        Optional<byte[]> opened = unwrapping.open(session, key, block.clone());
        boolean same =
                opened.filter(bytes -> MessageDigest.isEqual(bytes, content)).isPresent();
        opened.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
        return same;
    }
}
