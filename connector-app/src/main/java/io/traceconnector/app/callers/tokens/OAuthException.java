package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.store.ServiceAccount;
import java.io.Serial;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request to one of the OAuth endpoints that is refused, told as RFC 6749 section 5.2 says. Everything in it is seen outside: nothing of
 * the request's secrets, and nothing by which somebody who exists can be told from somebody who does not.
 */
public final class OAuthException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final long retryAfter;
    private final transient Optional<String> claimed;

    private OAuthException(int status, String error, String description, long retryAfter, Optional<String> claimed) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.retryAfter = retryAfter;
        this.claimed = claimed;
    }

    static OAuthException of(int status, String error, String description) {
        return new OAuthException(status, error, description, -1, Optional.empty());
    }

    public static OAuthException invalidRequest(String description) {
        return of(400, "invalid_request", description);
    }

    static OAuthException invalidGrant(String description) {
        return of(400, "invalid_grant", description);
    }

    static OAuthException invalidScope() {
        return of(400, "invalid_scope", "The scope must be a list of space:<id>:<role> that the client has.");
    }

    /** One text for everybody who is not let in. */
    static OAuthException invalidClient(String hint) {
        return of(401, "invalid_client", "The client is not known, not enabled, or its credentials are wrong." + hint);
    }

    /** Whoever asks, or fails, too often. */
    public static OAuthException slowDown(String description, long seconds) {
        return new OAuthException(429, "slow_down", description, seconds, Optional.empty());
    }

    /** Whether it may be a guess: a credential did not count. */
    public boolean isFailedCredential() {
        return error.equals("invalid_client") || error.equals("invalid_grant");
    }

    public int status() {
        return status;
    }

    /** The same, said to a request that claims to be of somebody who exists; for the record, not for the answer. */
    OAuthException claimedBy(ServiceAccount account) {
        return claimedBy(account.caller());
    }

    OAuthException claimedBy(String caller) {
        return new OAuthException(status, error, String.valueOf(getMessage()), retryAfter, Optional.of(caller));
    }

    /** Whom the request claims to be from, by the name as a caller; empty where it is nobody who exists. */
    public Optional<String> claimed() {
        return claimed;
    }

    /** Of RFC 6749 section 5.2, and its like. */
    public String error() {
        return error;
    }

    /** Seconds. */
    public OptionalLong retryAfter() {
        return retryAfter < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfter);
    }
}
