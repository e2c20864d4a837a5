package io.traceconnector.chainscript;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java runtime has. */
final class Digests {
    /** Never written to. A copy of it is made in a fraction of the time that providers take to be asked for a new one. */
    private static final MessageDigest SHA_256 = asked();

    private Digests() {}

    static byte[] sha256(byte[] message) {
        return sha256().digest(message);
    }

    static MessageDigest sha256() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            return asked();
        }
    }

    private static MessageDigest asked() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
