package io.traceconnector.app.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Paths that stand for a file at another URL for a short time: expiry, HMAC-SHA-256 over expiry and URL, URL. The key lives as long as the
 * process; links do not outlive it.
 */
final class DownloadLinks {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;
    private final Clock clock;
    private final Duration life;

    DownloadLinks(Clock clock, Duration life) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
        this.clock = clock;
        this.life = life;
    }

    /** The part of the path after {@code /media/download/}. */
    String sign(URI target) {
        long expires = clock.instant().plus(life).getEpochSecond();
        String url = target.toString();
        return expires + "/" + ENCODER.encodeToString(mac(expires, url)) + "/"
                + ENCODER.encodeToString(url.getBytes(StandardCharsets.UTF_8));
    }

    /** The URL that was signed; empty where it was not, or not any more. */
    Optional<URI> verify(String expires, String mac, String encoded) {
        try {
            long until = Long.parseLong(expires);
            String url = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            boolean authentic = MessageDigest.isEqual(
                    mac(until, url), Base64.getUrlDecoder().decode(mac));
            return authentic && clock.instant().isBefore(Instant.ofEpochSecond(until))
                    ? Optional.of(URI.create(url))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] mac(long expires, String url) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal((expires + "\n" + url).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
