package io.traceconnector.app.seal;

import io.traceconnector.api.Json;
import io.traceconnector.api.ProblemException;
import io.traceconnector.chainscript.CanonicalJson;
import io.traceconnector.chainscript.FormatException;
import java.util.Arrays;
import java.util.Optional;

/** Form data as it goes into a link: canonical, and within the bound. */
record FormData(long most) {

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    /**
     * Empty where there is none; {@code null} is none, as it is to other clients.
     *
     * @throws ProblemException {@code data_too_large} (413) or {@code data_malformed} (400)
     */
    Optional<byte[]> of(Optional<Json> given) {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        byte[] text = given.get().utf8();
        if (text.length > most) {
            throw new ProblemException(
                    413,
                    "data_too_large",
                    "The form data has " + text.length + " bytes; a link may have " + most + ".");
        }
        try {
            byte[] canonical = CanonicalJson.canonicalize(text);
            return Arrays.equals(canonical, NULL) ? Optional.empty() : Optional.of(canonical);
        } catch (FormatException e) {
            throw new ProblemException(
                    400, "data_malformed", "The form data has no canonical form (" + e.code() + "); is it JSON?");
        }
    }
}
