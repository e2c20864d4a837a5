package io.traceconnector.app.callers.tokens;

import java.time.Duration;
import java.util.Optional;

/** Counts the tokens that are given out. Safe for many threads. */
public interface TokenRequests {

    /** Called for each token before it is made; how long whomever it is for has to wait, where too many are asked for. */
    Optional<Duration> count(TokenDeed token);
}
