package io.traceconnector.app.stream;

import io.traceconnector.api.Default;
import java.time.Duration;

/**
 * How a feed is read again after something in it was doubtful. As long as a sweep finds the same as the one before, the pause before the
 * next one doubles from the first to the longest; it is never shorter than what the sweep took, nor than twenty times that where it found
 * the same again.
 *
 * @param distinctLinks how many links of one reading are held, 16 bytes each, to tell a repeated one from a new one; at the bound all
 *     are forgotten, so that a repetition may pass for new until the count at the end disagrees with Trace's and the feed is read again
 */
public record SweepConfig(
        @Default("5s") Duration first,
        @Default("10m") Duration longest,
        @Default("2000000") int distinctLinks) {

    public SweepConfig {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("first must be longer than 0, and longest not shorter than first");
        }
        if (distinctLinks < 1000) {
            throw new IllegalArgumentException("distinct-links must be at least 1000");
        }
    }
}
