package io.traceconnector.app.decrypt;

import io.traceconnector.api.LinkHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 as four numbers: a small key for maps and tables. */
record Sha256(long first, long second, long third, long fourth) {

    /** Bytes. */
    static final int SIZE = 32;

    /** Stands where there is nothing to digest; no message has it. */
    static final Sha256 NONE = new Sha256(0, 0, 0, 0);

    static Sha256 of(byte[] message) {
        try {
            return ofDigest(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(message)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    static Sha256 ofHash(LinkHash hash) {
        return ofHex(hash.hex());
    }

    /** The digest that stands in these bytes. */
    static Sha256 at(byte[] bytes, int offset) {
        return ofDigest(ByteBuffer.wrap(bytes, offset, SIZE));
    }

    static Sha256 ofHex(String hex) {
        return ofDigest(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    void putTo(ByteBuffer buffer) {
        buffer.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    /** Lower case. */
    String hex() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        putTo(bytes);
        return HexFormat.of().formatHex(bytes.array());
    }

    /** @param digest 32 bytes */
    private static Sha256 ofDigest(ByteBuffer digest) {
        return new Sha256(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }
}
