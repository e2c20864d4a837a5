package io.traceconnector.chainscript;

import java.security.GeneralSecurityException;
import java.security.Signature;

/** Signatures over bytes, by the kind of key. For any number of threads. */
public final class MessageSignatures {
    private final Algorithms algorithms;

    public MessageSignatures(Algorithms algorithms) {
        this.algorithms = algorithms;
    }

    public byte[] sign(PrivateKeyPem key, byte[] message) {
        try {
            Signature signature = algorithms.signature(key.type());
            signature.initSign(key.key());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing with a " + key.type() + " key failed", e);
        }
    }

    /** False as well for bytes that are no signature of this kind. */
    public boolean verify(PublicKeyPem key, byte[] message, byte[] signature) {
        try {
            Signature verifier = algorithms.signature(key.type());
            verifier.initVerify(key.key());
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    public Signer signer(PrivateKeyPem key) {
        return new Signer() {
            @Override
            public PublicKeyPem publicKey() {
                return key.publicKey();
            }

            @Override
            public byte[] sign(byte[] message) {
                return MessageSignatures.this.sign(key, message);
            }
        };
    }
}
