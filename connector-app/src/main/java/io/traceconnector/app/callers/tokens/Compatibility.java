package io.traceconnector.app.callers.tokens;

/** For which clients the token endpoint says and does more than the connector itself needs. */
public enum Compatibility {
    NONE,
    /** Clients of Chassi, which look for the roles by space in the claim {@code scoped_roles}, and use refresh tokens. */
    CHASSI
}
