package io.traceconnector.app.callers.store;

/**
 * Somebody with a new secret, which is shown this once.
 *
 * @param secret all of it, as it is presented
 */
public record Issued<T>(T to, String secret) {

    @Override
    public String toString() {
        return "Issued[" + to + "]";
    }
}
