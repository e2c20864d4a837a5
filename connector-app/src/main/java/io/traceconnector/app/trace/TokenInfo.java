package io.traceconnector.app.trace;

import java.util.Set;

/** What Account says about a token ({@code GET /info}, trace-protocol section 4). */
public sealed interface TokenInfo {

    /** The token is good. */
    record Known(String accountId, Set<String> otherAccountIds) implements TokenInfo {

        public Known {
            otherAccountIds = Set.copyOf(otherAccountIds);
        }
    }

    /**
     * Account refuses the token.
     *
     * @param text what Account says about it, at most 500 printable characters; may be empty
     */
    record Refused(int status, String text) implements TokenInfo {}

    /** Account could not be asked: says nothing about the token. */
    record Unavailable(String reason) implements TokenInfo {}
}
