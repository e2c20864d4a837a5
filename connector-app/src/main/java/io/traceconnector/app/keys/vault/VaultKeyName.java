package io.traceconnector.app.keys.vault;

import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyProblem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which key of a transit engine signs: {@code NAME}, or {@code NAME@VERSION}.
 *
 * @param version the newest one where empty
 */
record VaultKeyName(String name, Optional<Integer> version) {

    private static final Pattern LABEL = Pattern.compile("(\\w(?:[\\w.-]{0,250}\\w)?)(?:@([1-9][0-9]{0,8}))?");

    /** @throws CustodyException where no transit key can be called so */
    static VaultKeyName of(String label) {
        Matcher matcher = LABEL.matcher(label);
        if (!matcher.matches()) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_ABSENT, "the label of a key at a vault is NAME or NAME@VERSION");
        }
        return new VaultKeyName(
                matcher.group(1), Optional.ofNullable(matcher.group(2)).map(Integer::valueOf));
    }
}
