package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 as four numbers: a small key for maps and tables. */
record Sha256(long first, long second, long third, long fourth) {

    static Sha256 of(byte[] message) {
        try {
            return ofDigest(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(message)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    static Sha256 ofHash(LinkHash hash) {
        return ofDigest(ByteBuffer.wrap(HexFormat.of().parseHex(hash.hex())));
    }

    /** @param digest 32 bytes */
    private static Sha256 ofDigest(ByteBuffer digest) {
        return new Sha256(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }
}
