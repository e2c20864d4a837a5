package io.traceconnector.app.callers.bound;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces for proofs (RFC 9449 section 8): the time and a code over it, so that none has to be remembered and replicas with one key know each
 * other's. Each counts for five minutes, for whoever has it.
 */
final class ProofNonces {

    private static final Duration LIFE = Duration.ofMinutes(5);
    /** How far replicas' clocks may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final int CODE = 16;

    private final Supplier<byte[]> key;
    private final Clock clock;

    /** @param key of at least 32 bytes, the same on all replicas, asked for each time since it may be away; wiped here */
    ProofNonces(Supplier<byte[]> key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    String next() {
        return at(clock.instant().getEpochSecond());
    }

    boolean isGood(String nonce) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (bytes.length != Long.BYTES + CODE) {
            return false;
        }
        long second = ByteBuffer.wrap(bytes).getLong();
        long now = clock.instant().getEpochSecond();
        return MessageDigest.isEqual(bytes, bytes(second))
                && second <= now + SKEW.toSeconds()
                && second >= now - LIFE.toSeconds();
    }

    private String at(long second) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(second));
    }

    private byte[] bytes(long second) {
        ByteBuffer whole = ByteBuffer.allocate(Long.BYTES + CODE).putLong(second);
        byte[] secret = key.get();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(whole.array(), 0, Long.BYTES);
            return whole.put(mac.doFinal(), 0, CODE).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
