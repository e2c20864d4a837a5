package io.traceconnector.app.callers;

import java.util.Locale;

/** What a tenant is for. It is there for operators and applications to tell; nobody has other rights because of it. */
public enum TenantKind {
    PRODUCTION,
    EXPERIMENT;

    /**
     * In lower case, as it is written everywhere.
     *
     * @throws IllegalArgumentException where there is none of this name; the message says which there are
     */
    public static TenantKind of(String name) {
        return switch (name) {
            case "production" -> PRODUCTION;
            case "experiment" -> EXPERIMENT;
            default -> throw new IllegalArgumentException("kind must be production or experiment");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
