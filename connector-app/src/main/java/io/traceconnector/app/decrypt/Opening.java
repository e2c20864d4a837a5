package io.traceconnector.app.decrypt;

import io.traceconnector.api.Json;
import io.traceconnector.api.Payload;
import java.util.List;

/** How far a link's data came before it is known whether it stands where it belongs. */
sealed interface Opening {

    /** Nothing is left to decide. */
    record Settled(Payload payload) implements Opening {}

    /**
     * It opened; whether it is given out depends on whose the wrapped keys are.
     *
     * @param blocks digests of the blocks that are wrapped for our keys
     */
    record Decrypted(Json data, List<Sha256> blocks) implements Opening {}

    /** A key is away. */
    record KeyAway(String reason) implements Opening {}

    static Opening closed(Payload.Reason reason) {
        return new Settled(new Payload.Closed(reason));
    }
}
