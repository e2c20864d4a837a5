package io.traceconnector.app.keys;

import io.traceconnector.api.Default;

/**
 * How private keys are used.
 *
 * @param concurrency how many private key operations run at a time, 1 to 1024, or 0 for one on each processor; more than that wait
 *     until their deadline
 */
public record KeysConfig(@Default("0") int concurrency) {

    public KeysConfig {
        if (concurrency < 0 || concurrency > 1024) {
            throw new IllegalArgumentException("concurrency must be 0 to 1024");
        }
    }
}
