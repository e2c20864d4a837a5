package io.traceconnector.sandbox.world;

import java.util.List;
import java.util.Optional;

/**
 * An account: of an organisation, or of the bot or the person that act for it.
 *
 * @param name shown to people
 * @param signing the key that signs its links and its logins
 * @param encryption its encryption keys, oldest first; the last one is in use
 * @param login for people
 */
public record Account(
        long id,
        Kind kind,
        String name,
        Organisation organisation,
        Optional<AccountKey> signing,
        List<AccountKey> encryption,
        Optional<Login> login) {

    /** What an account stands for. */
    public enum Kind {
        ORGANISATION,
        BOT,
        PERSON
    }

    public Optional<AccountKey> currentEncryption() {
        return encryption.isEmpty() ? Optional.empty() : Optional.of(encryption.getLast());
    }

    /** Whether it is this account, or one that acts for it. */
    public boolean actsFor(long account) {
        return id == account || organisation.account() == account;
    }
}
