package io.traceconnector.app.callers.tokens;

import io.traceconnector.api.Default;
import java.time.Duration;

/**
 * The tokens that the connector gives out.
 *
 * @param life of a service account's, at most 5 minutes
 * @param operatorLife of an operator's, at most an hour
 * @param connectionLife of a plugin's for one tenant, at most an hour
 * @param skew how far the clocks of those who sign tokens may be from ours, at most 5 minutes
 * @param remembered how many verified tokens are remembered; beyond that the least used are verified again
 * @param tokenUrlAsAudience whether a client's assertion may name the token endpoint as its audience instead of the issuer, as older
 *     clients do
 * @param certificateBound whether a client that shows a certificate at the token endpoint is given a token that counts only with it
 * @param dpopNonce whether proofs must name a nonce of the connector's, which it gives out for five minutes
 * @param dpopProofs how many proofs are remembered as used, of one key a quarter; where that is full no more are taken for up to two minutes
 * @param compat for which other clients the token endpoint says and does more
 * @param refreshLife of a refresh token, where those clients have some, at most a day
 */
public record OwnTokensConfig(
        @Default("300s") Duration life,
        @Default("15m") Duration operatorLife,
        @Default("1h") Duration connectionLife,
        @Default("60s") Duration skew,
        @Default("10000") int remembered,
        @Default("false") boolean tokenUrlAsAudience,
        @Default("false") boolean certificateBound,
        @Default("false") boolean dpopNonce,
        @Default("200000") int dpopProofs,
        @Default("none") Compatibility compat,
        @Default("30m") Duration refreshLife) {

    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    public OwnTokensConfig {
        requireWithin(life, SHORT, "life");
        requireWithin(operatorLife, LONG, "operator-life");
        requireWithin(connectionLife, LONG, "connection-life");
        requireWithin(refreshLife, DAY, "refresh-life");
        if (skew.isNegative() || skew.compareTo(SHORT) > 0) {
            throw new IllegalArgumentException("skew must be 0s to 5m");
        }
        if (remembered < 1) {
            throw new IllegalArgumentException("remembered must be at least 1");
        }
        if (dpopProofs < 4) {
            throw new IllegalArgumentException("dpop-proofs must be at least 4");
        }
    }

    private static void requireWithin(Duration life, Duration longest, String name) {
        if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(longest) > 0) {
            throw new IllegalArgumentException(name + " must be 1s to " + longest.toMinutes() + "m");
        }
    }
}
