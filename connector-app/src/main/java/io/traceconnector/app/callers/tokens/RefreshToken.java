package io.traceconnector.app.callers.tokens;

/**
 * A refresh token that was just made. Prints as nothing.
 *
 * @param seconds that it lives
 */
public record RefreshToken(String token, long seconds) {

    @Override
    public String toString() {
        return "RefreshToken";
    }
}
