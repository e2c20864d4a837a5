package io.traceconnector.app.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The header {@code Prefer} (RFC 7240) of a request that writes; what is not understood is ignored.
 *
 * @param async whether an answer that only says "accepted" is welcome
 * @param patience how long the caller wants to wait for more than that, at most 60 seconds
 */
record Preference(boolean async, Optional<Duration> patience) {

    private static final String WAIT = "wait=";
    private static final long LONGEST_SECONDS = 60;

    static Preference of(Optional<String> header) {
        boolean async = false;
        Optional<Duration> patience = Optional.empty();
        for (String part : header.orElse("").toLowerCase(Locale.ROOT).split("[,;]", 20)) {
            String preference = part.strip();
            if (preference.equals("respond-async")) {
                async = true;
            } else if (preference.startsWith(WAIT)) {
                patience = seconds(preference.substring(WAIT.length()));
            }
        }
        return new Preference(async, patience);
    }

    /** Whether the caller wants no more than that the link is accepted. */
    boolean atOnce() {
        return async && patience.isEmpty();
    }

    private static Optional<Duration> seconds(String text) {
        try {
            return Optional.of(Duration.ofSeconds(Math.clamp(Long.parseLong(text), 0, LONGEST_SECONDS)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
