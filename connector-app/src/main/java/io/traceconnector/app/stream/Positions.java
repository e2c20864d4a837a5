package io.traceconnector.app.stream;

import java.time.Duration;

/** Tells whether a consumer has been given a link that was written. Safe for many threads. */
public interface Positions {

    /**
     * Waits until the consumer has taken the link; Trace is asked at once and then ever more rarely. At most 1,000 calls wait at a time;
     * another one above is answered with how things are.
     *
     * @param consumer the module's id
     * @param longest zero or less asks without waiting
     * @return how things are when it has the link, or when the time is over
     */
    WriteStatus await(String consumer, WritePosition position, Duration longest) throws InterruptedException;
}
