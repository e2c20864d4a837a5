package io.traceconnector.app.callers.store;

import io.traceconnector.api.Default;
import io.traceconnector.api.SecretSource;
import java.time.Duration;
import java.util.Optional;

/**
 * A PostgreSQL that several replicas share.
 *
 * @param url {@code jdbc:postgresql://host/database}, with {@code sslmode=verify-full} where it is not on this machine; holds no password
 * @param poll how often the changes of other replicas are looked for; at most a second, which is how soon they count
 * @param believedFor how long what was read last counts while PostgreSQL is away; after that nobody is known
 * @param connections at a time
 */
public record PostgresConfig(
        String url,
        String user,
        Optional<SecretSource> password,
        @Default("250ms") Duration poll,
        @Default("5m") Duration believedFor,
        @Default("3") int connections) {

    public PostgresConfig {
        if (!url.startsWith("jdbc:postgresql:") || url.contains("password=")) {
            throw new IllegalArgumentException("url must be jdbc:postgresql://HOST/DATABASE, without a password");
        }
        if (!poll.isPositive() || poll.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException("poll must be positive and at most 1s");
        }
        if (believedFor.compareTo(poll) < 0) {
            throw new IllegalArgumentException("believed-for must not be shorter than poll");
        }
        if (connections < 2) {
            throw new IllegalArgumentException("connections must be at least 2");
        }
    }
}
