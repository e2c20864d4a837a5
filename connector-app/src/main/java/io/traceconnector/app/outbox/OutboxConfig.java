package io.traceconnector.app.outbox;

import io.traceconnector.api.Default;
import java.time.Duration;

/**
 * How links are written, and what is kept of those that are accepted and not yet on Trace.
 *
 * @param maxEntries that are open at a time, for each organisation; further ones are refused
 * @param maxAnswers of finished entries that are remembered, for each organisation, about 600 bytes of memory each; at the bound new entries
 *     are refused
 * @param maxBytes of disk for each organisation, at least 1 MiB; beyond it new entries are refused. Twice that for moments, when the file is
 *     written anew
 * @param remembered how long the answer to an idempotency key is remembered after its last entry has ended; at least 24h
 * @param parallel traces of an organisation that are written to at a time
 * @param reparentings how often in a row a link is made anew because another one was faster
 * @param settle how long after an unclear answer Trace may still take up what was sent, as far as its refusals count; at least 10s
 * @param longestPause between tries; they begin at half a second and double
 */
public record OutboxConfig(
        @Default("10000") int maxEntries,
        @Default("1000000") int maxAnswers,
        @Default("1GiB") long maxBytes,
        @Default("24h") Duration remembered,
        @Default("8") int parallel,
        @Default("5") int reparentings,
        @Default("2m") Duration settle,
        @Default("1m") Duration longestPause) {

    private static final Duration LEAST_REMEMBERED = Duration.ofHours(24);
    private static final Duration LEAST_SETTLE = Duration.ofSeconds(10);

    public OutboxConfig {
        if (maxEntries < 1 || maxEntries > 100_000) {
            throw new IllegalArgumentException("max-entries must be 1 to 100000");
        }
        if (maxAnswers < 1 || maxAnswers > 10_000_000) {
            throw new IllegalArgumentException("max-answers must be 1 to 10000000");
        }
        if (maxBytes < 1 << 20) {
            throw new IllegalArgumentException("max-bytes must be at least 1MiB");
        }
        if (remembered.compareTo(LEAST_REMEMBERED) < 0) {
            throw new IllegalArgumentException("remembered must be at least 24h: callers rely on it");
        }
        if (parallel < 1 || parallel > 256) {
            throw new IllegalArgumentException("parallel must be 1 to 256");
        }
        if (reparentings < 0 || reparentings > 100) {
            throw new IllegalArgumentException("reparentings must be 0 to 100");
        }
        if (settle.compareTo(LEAST_SETTLE) < 0) {
            throw new IllegalArgumentException("settle must be at least 10s");
        }
        if (longestPause.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("longest-pause must be at least 1s");
        }
    }
}
