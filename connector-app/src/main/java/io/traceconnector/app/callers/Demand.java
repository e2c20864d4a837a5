package io.traceconnector.app.callers;

import java.util.Optional;

/** What an operation asks of its caller. */
public sealed interface Demand {

    /** Of the space in which an action must be allowed; empty where none needs to be. */
    default Optional<SpaceKind> spaceKind() {
        return switch (this) {
            case Recognition() -> Optional.empty();
            case Grant(var _, var kind) -> Optional.of(kind);
            case OneOf(var usual, var _) -> Optional.of(usual.kind);
            case OwnAccount() -> Optional.of(SpaceKind.OPERATIONAL);
        };
    }

    /** Whether it is for answers of Trace as Trace gives them. */
    default boolean isRelay() {
        return this instanceof Grant(var action, var _) && action.equals("relay:use");
    }

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
