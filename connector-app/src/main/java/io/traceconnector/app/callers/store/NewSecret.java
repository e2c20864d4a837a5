package io.traceconnector.app.callers.store;

import java.time.Duration;
import java.time.Instant;

/**
 * A secret about to be given to somebody.
 *
 * @param id of the secret among its owner's
 */
record NewSecret(String id, Secret secret, String hash) {

    static NewSecret of(Ledger ledger, Secret.Kind kind, String owner) {
        String id = Secret.newId();
        Secret secret = Secret.make(kind, id);
        return new NewSecret(id, secret, SecretChecks.hash(ledger, owner, secret));
    }

    /** A connection's names the connection, so that it can be presented alone. */
    static NewSecret ofConnection(Ledger ledger, String connection) {
        Secret secret = Secret.make(Secret.Kind.CONNECTION, connection);
        return new NewSecret(Secret.newId(), secret, SecretChecks.hash(ledger, connection, secret));
    }

    /** The first that somebody has. */
    Secrets alone(Instant now) {
        return Secrets.none().rotated(id, hash, now, Rotation.now(Duration.ZERO, false));
    }

    Secrets addedTo(Secrets before, Instant now, Rotation rotation) {
        rotation.check(now);
        return before.rotated(id, hash, now, rotation);
    }

    @Override
    public String toString() {
        return "NewSecret[" + id + "]";
    }
}
