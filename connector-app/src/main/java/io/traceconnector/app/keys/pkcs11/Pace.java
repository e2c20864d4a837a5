package io.traceconnector.app.keys.pkcs11;

import java.time.Duration;

/** A pause that doubles with each failure, from {@code retry} to {@code max-retry}. Not safe for threads. */
final class Pace {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    Pace(HsmConfig config) {
        first = config.retry();
        longest = config.maxRetry();
        next = first;
    }

    Duration failed() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return pause;
    }

    void succeeded() {
        next = first;
    }
}
