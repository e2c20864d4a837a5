package io.traceconnector.chainscript;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** Signatures over bytes, by the kind of key. For any number of threads. */
public final class MessageSignatures {
    private final Algorithms algorithms;

    public MessageSignatures(Algorithms algorithms) {
        this.algorithms = algorithms;
    }

    /** The key's private half as {@link #sign(KeyType, PrivateKey, byte[])} is fastest with; do this once a key. */
    public PrivateKey adopt(PrivateKeyPem key) {
        return algorithms.adopt(Operation.signing(key.type()), key.key());
    }

    public byte[] sign(PrivateKeyPem key, byte[] message) {
        return sign(key.type(), key.key(), message);
    }

    public byte[] sign(KeyType type, PrivateKey key, byte[] message) {
        try {
            Signature signature = signing(type, key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing with a " + type + " key failed", e);
        }
    }

    /**
     * To sign many messages, one after the other: some providers take as long to be handed the key as to sign. For one thread at a time; one that failed
     * is not to be used again.
     *
     * @throws GeneralSecurityException where the provider does not take the key
     */
    public Signature signing(KeyType type, PrivateKey key) throws GeneralSecurityException {
        Signature signature = algorithms.signature(Operation.signing(type));
        signature.initSign(key);
        return signature;
    }

    /** False as well for bytes that are no signature of this kind. */
    public boolean verify(PublicKeyPem key, byte[] message, byte[] signature) {
        try {
            Operation verifying = Operation.verifying(key.type());
            Signature verifier = algorithms.signature(verifying);
            verifier.initVerify(algorithms.adopt(verifying, key));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    public Signer signer(PrivateKeyPem key) {
        PrivateKey adopted = adopt(key);
        return new Signer() {
            @Override
            public PublicKeyPem publicKey() {
                return key.publicKey();
            }

            @Override
            public byte[] sign(byte[] message) {
                return MessageSignatures.this.sign(key.type(), adopted, message);
            }
        };
    }
}
