package io.traceconnector.app.callers.tokens;

/** For which clients the tokens of service accounts say more than the connector itself reads. */
public enum Compatibility {
    NONE,
    /** Clients of Chassi, which look for the roles by space in the claim {@code scoped_roles}. */
    CHASSI
}
