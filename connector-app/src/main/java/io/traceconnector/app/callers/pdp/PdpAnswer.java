package io.traceconnector.app.callers.pdp;

import io.traceconnector.app.callers.SingleReading;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** An answer as Open Policy Agent gives it: {@code {"result": true}} or {@code {"result": {"allow": true}}}. */
final class PdpAnswer {

    private PdpAnswer() {}

    /** Empty where it says neither yes nor no, as where a policy has left it undefined. */
    static Optional<Boolean> read(byte[] body) {
        try {
            JsonNode result = SingleReading.of(body).path("result");
            JsonNode said = result.isObject() ? result.path("allow") : result;
            return said.isBoolean() ? Optional.of(said.booleanValue()) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
