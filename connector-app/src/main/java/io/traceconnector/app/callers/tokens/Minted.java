package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Binding;
import java.time.Instant;

/**
 * A token that was just made. Prints as nothing.
 *
 * @param deed whom it was made for
 * @param seconds that it lives
 * @param scope what it is good for, as in RFC 6749 section 3.3
 * @param binding to what whoever shows it must hold
 */
public record Minted(String token, TokenDeed deed, long seconds, Instant expires, String scope, Binding binding) {

    @Override
    public String toString() {
        return "Minted";
    }
}
