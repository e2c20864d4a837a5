package io.traceconnector.app.stream;

import java.time.Duration;

/** A consumer that is being fed. */
public interface Subscription {

    /**
     * Stops feeding; a second call only waits. A batch that is being taken is waited for and never interrupted.
     *
     * @return whether the last batch has returned within the time
     */
    boolean stop(Duration within) throws InterruptedException;
}
