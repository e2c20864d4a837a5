package io.traceconnector.app.decrypt;

import io.traceconnector.api.Default;

/**
 * How answers are decrypted. Of one answer at most {@code max-link + look-ahead + max-extensions} bytes are held, besides buffers of 160 KiB; while
 * a link is opened there are up to five copies of it (held text with room to grow, the opener's copy, ciphertext, plaintext, its base64).
 *
 * @param maxLink bytes of one link with everything that stands between its members; a larger one is left untouched and listed as too-large
 * @param lookAhead bytes received behind a link that is still being opened; at the bound reading waits for it
 * @param linksInFlight links opened at a time for one answer; at the bound reading waits for the first
 * @param maxExtensions bytes of the answer's own extensions, which are held back; a longer one fails the answer
 */
public record AnswerConfig(
        @Default("16MiB") long maxLink,
        @Default("1MiB") long lookAhead,
        @Default("64") int linksInFlight,
        @Default("256KiB") long maxExtensions) {

    public AnswerConfig {
        require(maxLink >= 1024 && maxLink <= 256L << 20, "max-link must be 1KiB to 256MiB");
        require(lookAhead >= 0 && lookAhead <= 256L << 20, "look-ahead must be 0 to 256MiB");
        require(linksInFlight >= 1 && linksInFlight <= 10_000, "links-in-flight must be 1 to 10000");
        require(maxExtensions >= 1024 && maxExtensions <= 16L << 20, "max-extensions must be 1KiB to 16MiB");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
