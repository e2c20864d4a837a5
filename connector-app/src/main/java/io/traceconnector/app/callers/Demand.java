package io.traceconnector.app.callers;

/** What an operation asks of its caller. */
public sealed interface Demand {

    /** To be recognised, whatever else. */
    record Recognition() implements Demand {}

    /**
     * To be allowed an action in a tenant.
     *
     * @param action such as {@code links:read}
     */
    record Grant(String action, SpaceKind kind) implements Demand {

        /** To administrate a tenant. */
        public static Grant administration() {
            return new Grant("tenant:admin", SpaceKind.DEFINITIONAL);
        }
    }

    /** To be allowed one of two actions in a tenant; the first is asked about first. */
    record OneOf(Grant usual, Grant other) implements Demand {}

    /** To have a token of Account, which goes on to where the request is relayed, and to be allowed the relay. */
    record OwnAccount() implements Demand {}
}
