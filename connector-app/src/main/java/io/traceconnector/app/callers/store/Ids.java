package io.traceconnector.app.callers.store;

import java.util.Optional;
import java.util.UUID;

/** Ids as callers write them. */
final class Ids {

    private static final int LENGTH = 36;

    private Ids() {}

    /** Empty where it is none. */
    static Optional<UUID> uuid(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
