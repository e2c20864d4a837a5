package io.traceconnector.app.callers;

import java.util.List;
import java.util.Optional;

/** The one credential of a request, by its shape. None of them prints what it holds. */
public sealed interface Presented {

    record Bearer(BearerToken token) implements Presented {}

    /**
     * {@code Plugin} and {@code PluginConnection}: an id and a secret.
     *
     * @param connection whether it is a connection's
     */
    record Keyed(boolean connection, String id, String secret) implements Presented {

        String digest() {
            return Claim.digestOf((connection ? "PluginConnection " : "Plugin ") + id + ":" + secret);
        }

        @Override
        public String toString() {
            return "Keyed";
        }
    }

    /** Somebody whom a trusted proxy has recognised, with proof that it was that proxy. */
    record Proxied(String user, Optional<String> tenant, List<String> groups) implements Presented {

        @Override
        public String toString() {
            return "Proxied";
        }
    }

    /** No credential at all: counts in a closed network only. */
    record Nothing() implements Presented {}
}
