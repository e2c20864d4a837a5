package io.traceconnector.app.keys;

import java.util.Optional;

/**
 * How a key is found where it is kept: all that is given must match.
 *
 * @param id in lower-case hexadecimal digits
 */
public record KeyName(Optional<String> label, Optional<String> id) {

    @Override
    public String toString() {
        return label.map(text -> "label " + text).orElse("")
                + (label.isPresent() && id.isPresent() ? ", " : "")
                + id.map(digits -> "id " + digits).orElse("");
    }
}
