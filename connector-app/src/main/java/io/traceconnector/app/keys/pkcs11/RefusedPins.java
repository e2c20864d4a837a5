package io.traceconnector.app.keys.pkcs11;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which PINs a token refused, so that no PIN is tried twice: a token locks after a few wrong ones. Keeps HMACs under a key that nobody else
 * knows. At its bound it refuses to vouch for any further PIN.
 */
final class RefusedPins {

    private static final int MOST = 1000;
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;
    private final Set<String> refused = new HashSet<>();

    RefusedPins() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        key = new SecretKeySpec(bytes, HMAC);
    }

    synchronized boolean mayTry(String serial, byte[] pin) {
        return refused.size() < MOST && !refused.contains(hash(serial, pin));
    }

    synchronized void refuse(String serial, byte[] pin) {
        refused.add(hash(serial, pin));
    }

    private String hash(String serial, byte[] pin) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(serial.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(pin));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
