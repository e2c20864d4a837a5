package io.traceconnector.app.callers.proxy;

import io.traceconnector.api.Default;
import io.traceconnector.api.SecretSource;
import java.time.Duration;
import java.util.List;

/**
 * A signature of each request under a secret that proxy and connector share.
 *
 * @param secret 32 bytes or more
 * @param header with the signature: HMAC-SHA-256 in hexadecimal digits
 * @param timestamp header with the time: seconds since 1970, with up to three digits behind a point
 * @param nonce header with what counts once: 16 to 128 letters, digits, {@code -} and {@code _}
 * @param maxAge how far the time may lie in the past or the future
 * @param nonces how many are remembered at least; one more than that within twice the longest age gets 503
 */
public record HmacConfig(
        SecretSource secret,
        @Default("X-Proxy-Signature") String header,
        @Default("X-Proxy-Timestamp") String timestamp,
        @Default("X-Proxy-Nonce") String nonce,
        @Default("30s") Duration maxAge,
        @Default("500000") int nonces) {

    public HmacConfig {
        IdentityHeaders.requireNames(List.of(header, timestamp, nonce));
        if (maxAge.toMillis() < 1000 || maxAge.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("max-age must be 1s to 10m");
        }
        if (nonces < 1000 || nonces > 10_000_000) {
            throw new IllegalArgumentException("nonces must be 1000 to 10000000");
        }
    }
}
