package io.traceconnector.app.callers.tokens;

import java.time.Duration;

/** Configurations of the connector's own tokens that differ from what is usual in a few things. */
public final class TestingOwnTokensConfig {

    private TestingOwnTokensConfig() {}

    public static OwnTokensConfig usual() {
        return with(Compatibility.NONE);
    }

    public static OwnTokensConfig with(Compatibility compat) {
        return of(false, false, false, 1000, compat);
    }

    static OwnTokensConfig withTokenUrlAsAudience(boolean taken) {
        return of(taken, false, false, 1000, Compatibility.NONE);
    }

    /** @param proofs how many are remembered */
    public static OwnTokensConfig bound(boolean nonce, boolean certificates, int proofs) {
        return of(false, certificates, nonce, proofs, Compatibility.NONE);
    }

    private static OwnTokensConfig of(
            boolean tokenUrlAsAudience, boolean certificates, boolean nonce, int proofs, Compatibility compat) {
        return new OwnTokensConfig(
                Duration.ofSeconds(300),
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                Duration.ofSeconds(60),
                1000,
                tokenUrlAsAudience,
                certificates,
                nonce,
                proofs,
                compat,
                Duration.ofMinutes(30));
    }
}
