package io.traceconnector.app.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A token of Account.
 *
 * @param renewal from when on a new one is to be had before it is used again; empty where it tells no end
 */
record Token(String value, Optional<Instant> renewal) {

    private static final Duration SKEW = Duration.ofSeconds(30);

    /**
     * Reads the end out of a JWT, unverified: it is Account's own word to us. The renewal comes 30 seconds earlier, and with a quarter of its
     * life still ahead of a token that lives less than two minutes.
     */
    static Token issued(String value, Instant now) {
        return new Token(value, end(value).map(end -> {
            Duration quarter = Duration.between(now, end).dividedBy(4);
            return end.minus(quarter.compareTo(SKEW) < 0 ? quarter : SKEW);
        }));
    }

    boolean fresh(Instant now) {
        return renewal.isEmpty() || now.isBefore(renewal.get());
    }

    String authorization() {
        return "Bearer " + value;
    }

    private static Optional<Instant> end(String value) {
        String[] parts = value.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode exp = JsonMapper.shared()
                    .readTree(Base64.getUrlDecoder().decode(parts[1]))
                    .path("exp");
            return exp.isNumber()
                    ? Optional.of(Instant.ofEpochMilli((long) (exp.doubleValue() * 1000)))
                    : Optional.empty();
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Token[***, renewal=" + renewal.map(Instant::toString).orElse("none") + "]";
    }
}
