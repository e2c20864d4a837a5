package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Why a key of the configuration cannot be used. Holds no secret.
 *
 * @param what what is wrong and what to do
 */
public record KeyProblem(OrganisationId organisation, Path file, Code code, String what) {

    /** What is wrong, in one word. */
    public enum Code {
        KEY_FILE_MISSING,
        KEY_FILE_UNREADABLE,
        KEY_FILE_EXPOSED,
        KEY_MALFORMED,
        KEY_PASSPHRASE_MISSING,
        KEY_PASSPHRASE_WRONG,
        KEY_PASSPHRASE_UNREADABLE,
        KEY_TYPE_UNSUITABLE,
        KEY_SIZE_UNSUITABLE,
        KEY_DUPLICATE;

        /** The code as it is spelt outside: lower case with underscores. */
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return "organisation " + organisation + ", " + file + ": " + what + " (" + code.spelling() + ")";
    }
}
