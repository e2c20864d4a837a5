package io.traceconnector.app.seal;

import io.traceconnector.api.Default;
import java.time.Duration;

/**
 * How links are sealed.
 *
 * @param remembered for how long what Trace says of a workflow (configuration, groups, recipients' keys) is used before it is asked again
 * @param workflows how many are remembered, 1 to 100000; the least used is forgotten and asked for again
 * @param maxData bytes of a link's form data; more is refused
 */
public record SealConfig(
        @Default("5m") Duration remembered,
        @Default("1000") int workflows,
        @Default("8MiB") long maxData) {

    public SealConfig {
        if (remembered.isNegative() || remembered.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("remembered must be 0s to 1d");
        }
        if (workflows < 1 || workflows > 100_000) {
            throw new IllegalArgumentException("workflows must be 1 to 100000");
        }
        if (maxData < 1024 || maxData > 64L << 20) {
            throw new IllegalArgumentException("max-data must be 1KiB to 64MiB");
        }
    }
}
