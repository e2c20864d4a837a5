package io.traceconnector.app.callers.store;

import io.traceconnector.app.journal.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Compares secrets with what is kept of them, in the same time whatever comes of it. Safe for many threads. */
final class SecretChecks {

    /** Compared where there is no other, so that it takes as long. */
    private static final String NOTHING = Base64.getEncoder().encodeToString(new byte[Digest.SIZE]);

    private final Ledger ledger;
    private final LastUses uses;

    SecretChecks(Ledger ledger, LastUses uses) {
        this.ledger = ledger;
        this.uses = uses;
    }

    /** @param owner by which the hash is told from the same secret's of another one */
    static String hash(Ledger ledger, String owner, Secret secret) {
        return Memory.text(ledger.hash(owner.getBytes(StandardCharsets.UTF_8), secret.bytes()));
    }

    /** @param kept empty where nobody is known of that name, or nobody that may come in */
    boolean matches(String owner, Secret secret, Optional<Secrets> kept) {
        byte[] given = ledger.hash(owner.getBytes(StandardCharsets.UTF_8), secret.bytes())
                .bytes();
        Instant now = ledger.clock().instant();
        List<SecretFacts> facts = kept.map(Secrets::facts).orElse(List.of());
        String found = "";
        for (int i = 0; i < Secrets.MOST; i++) {
            Optional<SecretFacts> fact = i < facts.size() ? Optional.of(facts.get(i)) : Optional.empty();
            boolean equal = MessageDigest.isEqual(given, hash(kept, fact));
            if (equal && fact.isPresent() && fact.get().lives(now)) {
                found = fact.get().id();
            }
        }
        if (!found.isEmpty()) {
            uses.used(found, now);
        }
        return !found.isEmpty();
    }

    private static byte[] hash(Optional<Secrets> kept, Optional<SecretFacts> fact) {
        return Base64.getDecoder()
                .decode(fact.flatMap(
                                known -> kept.map(secrets -> secrets.hashes().get(known.id())))
                        .orElse(NOTHING));
    }
}
