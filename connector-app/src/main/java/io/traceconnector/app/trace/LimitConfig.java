package io.traceconnector.app.trace;

import io.traceconnector.api.Default;

/**
 * Bounds on what is taken from Trace. What is larger is refused with {@link TraceException.Kind#MALFORMED}.
 *
 * @param connections to all hosts together, 1 to 10000; who needs one more waits until its deadline
 * @param pageBytes of one page of links, decompressed, 1 KiB to 1 GiB
 * @param traceLinks of one trace read as a whole
 * @param traceBytes of one trace read as a whole: its links and forms together
 */
public record LimitConfig(
        @Default("256") int connections,
        @Default("64MiB") long pageBytes,
        @Default("100000") int traceLinks,
        @Default("256MiB") long traceBytes) {

    public LimitConfig {
        if (connections < 1 || connections > 10_000) {
            throw new IllegalArgumentException("connections must be 1 to 10000");
        }
        if (pageBytes < 1024 || pageBytes > 1L << 30) {
            throw new IllegalArgumentException("page-bytes must be 1KiB to 1GiB");
        }
        if (traceLinks < 1) {
            throw new IllegalArgumentException("trace-links must be at least 1");
        }
        if (traceBytes < 1024) {
            throw new IllegalArgumentException("trace-bytes must be at least 1KiB");
        }
    }
}
