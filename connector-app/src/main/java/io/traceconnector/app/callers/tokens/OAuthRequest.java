package io.traceconnector.app.callers.tokens;

import java.util.List;

/**
 * A request to one of the OAuth endpoints. Prints as nothing.
 *
 * @param authorization every value of the header {@code Authorization}
 */
public record OAuthRequest(List<String> authorization, OAuthForm form) {

    public OAuthRequest {
        authorization = List.copyOf(authorization);
    }

    @Override
    public String toString() {
        return "OAuthRequest";
    }
}
