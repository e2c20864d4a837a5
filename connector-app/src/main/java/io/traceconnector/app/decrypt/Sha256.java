package io.traceconnector.app.decrypt;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 as four numbers: a small key for maps and tables. */
record Sha256(long first, long second, long third, long fourth) {

    static Sha256 of(byte[] message) {
        try {
            return ofDigest(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(message)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    /** @param digest 32 bytes */
    static Sha256 ofDigest(ByteBuffer digest) {
        return new Sha256(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }
}
