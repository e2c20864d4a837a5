package io.traceconnector.app.callers.tokens;

import java.time.Instant;
import java.util.Optional;

/**
 * The token that another one is made of, and with which that one ends: whoever has got hold of a token must not outlive its end by trading it.
 *
 * @param ends by when what is made of it ends, however long it could live
 * @param token its {@code jti}, that of the first one of several; empty for what is made of no token
 */
record Origin(Instant ends, Optional<String> token) {

    /** Private to the connector: no client needs to know it. */
    static final String CLAIM = "origin";

    static Origin none() {
        return new Origin(Instant.MAX, Optional.empty());
    }

    static Origin of(OwnToken.Facts traded) {
        return new Origin(traded.expires(), Optional.of(traded.origin().orElse(traded.id())));
    }
}
