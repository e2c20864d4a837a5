package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.chainscript.PublicKeyPem;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** A content and the block in which it was wrapped. */
record WrappedBlock(byte[] content, byte[] block) {

    static WrappedBlock of(PublicKeyPem key, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    key.key(),
                    new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT));
            return new WrappedBlock(content, cipher.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The block with one bit changed: no key opens it. */
    byte[] damaged() {
        byte[] damaged = block.clone();
        damaged[block.length / 2] ^= 1;
        return damaged;
    }
}
