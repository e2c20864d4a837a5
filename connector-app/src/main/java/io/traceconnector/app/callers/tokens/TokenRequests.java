package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.store.ServiceAccount;
import java.time.Duration;
import java.util.Optional;

/** Counts the tokens that clients ask for. Safe for many threads. */
public interface TokenRequests {

    /** Called for each token before it is made; how long the client has to wait, where it asks too often. */
    Optional<Duration> count(ServiceAccount account);
}
