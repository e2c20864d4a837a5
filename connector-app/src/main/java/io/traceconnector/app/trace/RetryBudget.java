package io.traceconnector.app.trace;

/** A bucket that each call fills by a fraction and each retry takes one from, so that retries cannot multiply an outage's load. */
final class RetryBudget {

    /** Retries that may be saved up, and are there at the start. */
    static final int LARGEST = 10;

    private final double earnedByCall;
    private double saved = LARGEST;

    RetryBudget(double earnedByCall) {
        this.earnedByCall = earnedByCall;
    }

    synchronized void earn() {
        saved = Math.min(LARGEST, saved + earnedByCall);
    }

    /** Whether a retry may be made; it is paid for then. */
    synchronized boolean spend() {
        // Ten times 0.1 is a little less than one.
        if (saved < 1 - 1e-9) {
            return false;
        }
        saved = Math.max(0, saved - 1);
        return true;
    }
}
