package io.traceconnector.sandbox.media;

import io.traceconnector.sandbox.http.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs addresses of files that need no token, for five minutes. A restart makes them all invalid. */
final class DownloadLinks {

    static final Duration LIFE = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret = new byte[32];
    private final InstantSource clock;

    DownloadLinks(InstantSource clock) {
        this.clock = clock;
        new SecureRandom().nextBytes(secret);
    }

    /** The query that makes an address of this file good. */
    String query(String digest) {
        long expires = clock.instant().plus(LIFE).getEpochSecond();
        return "expires=" + expires + "&signature=" + signature(digest, expires);
    }

    /** @throws ApiException 403 if the query is not good for this file, or not any more */
    void require(String digest, String expires, String signature) {
        if (!expires.matches("\\d{1,12}")
                || Long.parseLong(expires) <= clock.instant().getEpochSecond()
                || !MessageDigest.isEqual(ascii(signature(digest, Long.parseLong(expires))), ascii(signature))) {
            throw new ApiException(403, "the address is not valid, or not any more");
        }
    }

    private String signature(String digest, long expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(ascii(digest + ":" + expires)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
