package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import java.util.Locale;

/**
 * Why a key of the configuration cannot be used. Holds no secret.
 *
 * @param where the file, or the custodian and the key's name
 * @param what what is wrong and what to do
 */
public record KeyProblem(OrganisationId organisation, String where, Code code, String what) {

    /** What is wrong, in one word. */
    public enum Code {
        KEY_FILE_MISSING,
        KEY_FILE_UNREADABLE,
        KEY_FILE_EXPOSED,
        KEY_MALFORMED,
        KEY_FORMAT_UNSUITABLE,
        KEY_STORE_EMPTY,
        KEY_ALIAS_UNKNOWN,
        KEY_TOO_MANY,
        KEY_PASSPHRASE_MISSING,
        KEY_PASSPHRASE_WRONG,
        KEY_PASSPHRASE_UNREADABLE,
        KEY_TYPE_UNSUITABLE,
        KEY_SIZE_UNSUITABLE,
        KEY_DUPLICATE,
        KEY_ABSENT,
        KEY_AMBIGUOUS,
        CUSTODIAN_UNKNOWN,
        CUSTODIAN_REFUSED,
        CUSTODIAN_UNAVAILABLE;

        /** The code as it is spelt outside: lower case with underscores. */
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return "organisation " + organisation + ", " + where + ": " + what + " (" + code.spelling() + ")";
    }
}
