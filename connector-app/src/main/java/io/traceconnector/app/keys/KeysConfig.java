package io.traceconnector.app.keys;

import io.traceconnector.api.Default;
import java.time.Duration;

/**
 * How private keys are used.
 *
 * @param concurrency how many operations with keys of files run at a time, 1 to 1024, or 0 for one on each processor; more than that wait
 *     until their deadline
 * @param watchInterval how often the files of keys and the configuration's own are looked at for a change, 100 ms or longer
 * @param groupReadable whether files with keys, passphrases, PINs and tokens that belong to root may be readable for a group of this
 *     process, as Kubernetes mounts secrets with an {@code fsGroup}; their owner alone where false
 */
public record KeysConfig(
        @Default("0") int concurrency,
        @Default("10s") Duration watchInterval,
        @Default("false") boolean groupReadable) {

    private static final Duration STANDARD_WATCH = Duration.ofSeconds(10);
    private static final Duration SHORTEST_WATCH = Duration.ofMillis(100);

    public KeysConfig {
        if (concurrency < 0 || concurrency > 1024) {
            throw new IllegalArgumentException("concurrency must be 0 to 1024");
        }
        if (watchInterval.compareTo(SHORTEST_WATCH) < 0) {
            throw new IllegalArgumentException("watch-interval must be 100ms or longer");
        }
    }

    public KeysConfig(int concurrency) {
        this(concurrency, STANDARD_WATCH, false);
    }

    /** What is demanded of files that hold keys and secrets to them. */
    public KeyFileAccess fileAccess() {
        return new KeyFileAccess(groupReadable);
    }
}
