package io.traceconnector.app.stream;

import io.traceconnector.api.Default;
import java.time.Duration;
import java.util.List;

/**
 * How the links of Trace are read.
 *
 * @param pageSize links asked for at a time, 1 to 500; fewer for a while where Trace's answers cannot be read
 * @param workflows ids of the only workflows to read; empty for all that our organisations take part in
 * @param pollInterval how often Trace is asked for what is new in a feed, all consumers together
 * @param discoveryInterval how often Trace is asked for new workflows
 * @param pageCache bytes of decrypted pages that are kept for other consumers, all feeds together; the least used is dropped
 */
public record StreamConfig(
        @Default("200") int pageSize,
        List<String> workflows,
        @Default("5s") Duration pollInterval,
        @Default("1m") Duration discoveryInterval,
        @Default("64MiB") long pageCache,
        RetryPauses retry,
        SweepConfig sweep) {

    public StreamConfig {
        if (pageSize < 1 || pageSize > 500) {
            throw new IllegalArgumentException("page-size must be 1 to 500");
        }
        if (!pollInterval.isPositive()) {
            throw new IllegalArgumentException("poll-interval must be longer than 0");
        }
        if (!discoveryInterval.isPositive()) {
            throw new IllegalArgumentException("discovery-interval must be longer than 0");
        }
        if (pageCache < 0) {
            throw new IllegalArgumentException("page-cache must not be negative");
        }
        workflows = List.copyOf(workflows);
    }
}
