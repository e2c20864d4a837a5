package io.traceconnector.sandbox.world;

import io.traceconnector.chainscript.KeySpec;
import java.util.List;

/**
 * A company that takes part. Its accounts: the organisation itself (owner of groups and of the encryption key), a bot (whose key signs) and a person.
 *
 * @param name short, as in file names and in the connector's configuration
 * @param account the organisation's account; the bot's and the person's are the next two
 * @param encryption the encryption keys it has had, oldest first; the last one is in use
 * @param personSigning the kind of signing key the person has
 */
public record Organisation(
        String name,
        String title,
        String city,
        String person,
        long account,
        List<KeySpec> encryption,
        KeySpec personSigning) {

    public long botAccount() {
        return account + 1;
    }

    public long personAccount() {
        return account + 2;
    }

    public String email() {
        return person.toLowerCase(java.util.Locale.ROOT) + "@" + name + ".example";
    }
}
