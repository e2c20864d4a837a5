package io.traceconnector.app.decrypt;

import io.traceconnector.api.Default;

/**
 * What is kept on disk of links that were opened, so that reading them again costs no operation with a private key.
 *
 * @param enabled whether anything is kept where there is a data directory
 * @param links kept for each decryption key, about 600 bytes of disk (at most 1,024 on average) and 11 bytes of memory each; at the bound the
 *     oldest quarter is forgotten
 */
public record KeptConfig(
        @Default("true") boolean enabled,
        @Default("1000000") int links) {

    public KeptConfig {
        if (links < 4 || links > 10_000_000) {
            throw new IllegalArgumentException("links must be 4 to 10000000");
        }
    }
}
