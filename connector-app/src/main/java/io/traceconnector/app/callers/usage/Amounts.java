package io.traceconnector.app.callers.usage;

/**
 * What was used.
 *
 * @param calls requests that were let in
 * @param tokenRequests tokens that were asked for
 * @param links that were given out decrypted
 */
public record Amounts(long calls, long tokenRequests, long links) {

    static final Amounts NOTHING = new Amounts(0, 0, 0);

    Amounts plus(Amounts other) {
        return new Amounts(calls + other.calls, tokenRequests + other.tokenRequests, links + other.links);
    }
}
