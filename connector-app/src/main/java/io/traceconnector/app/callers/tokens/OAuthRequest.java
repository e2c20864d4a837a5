package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Sender;
import java.util.List;

/**
 * A request to one of the OAuth endpoints. Prints as nothing.
 *
 * @param authorization every value of the header {@code Authorization}
 * @param sender what a token can be bound to
 */
public record OAuthRequest(List<String> authorization, OAuthForm form, Sender sender) {

    public OAuthRequest {
        authorization = List.copyOf(authorization);
    }

    /** Of a sender of whom nothing is known. */
    public OAuthRequest(List<String> authorization, OAuthForm form) {
        this(authorization, form, Sender.unknown());
    }

    @Override
    public String toString() {
        return "OAuthRequest";
    }
}
