package io.traceconnector.app.keys;

import io.traceconnector.chainscript.PublicKeyPem;

/** The public half of a decryption key. */
public record DecryptionKey(KeyId id, PublicKeyPem publicKey) {

    public static DecryptionKey of(PublicKeyPem publicKey) {
        return new DecryptionKey(new KeyId(publicKey.fingerprint().hex()), publicKey);
    }

    /** The length of a block that it wraps. */
    public int modulusBytes() {
        return (publicKey.bits() + 7) / 8;
    }
}
