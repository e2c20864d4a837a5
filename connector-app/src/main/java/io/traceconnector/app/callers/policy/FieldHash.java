package io.traceconnector.app.callers.policy;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Stands for a value by which equal ones of a tenant are recognised, and nothing else: HMAC-SHA-256 (RFC 2104), the first 128 bits. */
final class FieldHash {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final SecretKey key;

    FieldHash(SecretKey key) {
        this.key = key;
    }

    /** @param canonical a value's canonical JSON */
    String of(byte[] canonical) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "hash:" + HexFormat.of().formatHex(mac.doFinal(canonical), 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every Java platform", e);
        }
    }
}
