package io.traceconnector.app.callers.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is known, as of now: what another replica changes counts within a second. In memory; safe for many threads. Secrets are compared as keyed
 * hashes, in the same time whether somebody of that name exists or not.
 */
public interface Identities {

    Optional<ServiceAccount> serviceAccount(UUID id);

    Optional<ServiceAccount> serviceAccountByClientId(String clientId);

    Optional<ServiceAccount> serviceAccountByEmail(String email);

    /** As it counts now: not enabled while its owner is disabled or gone. */
    Optional<Plugin> plugin(String id);

    Optional<Installation> installation(UUID id);

    Optional<Installation> installationByConnection(String connection);

    List<Installation> installations(String plugin);

    Optional<Operator> operator(UUID id);

    Optional<Operator> operatorByName(String name);

    /** Whether it is a live secret of that enabled account; remembers the use. */
    boolean isSecretOfServiceAccount(String clientId, String secret);

    boolean isSecretOfPlugin(String plugin, String secret);

    boolean isSecretOfConnection(String connection, String secret);

    /**
     * Whether it is the password of that enabled operator (Argon2id). Blocks.
     *
     * @return empty where too many passwords are checked at a time
     */
    Optional<Boolean> isPasswordOf(String name, char[] password);

    /** Ends one token before its time; kept until it would have ended. */
    void revoke(String tokenId, Instant expires);

    boolean isRevoked(String tokenId);

    /**
     * Takes an id that counts once (an assertion's {@code jti}, a nonce), durably and among all replicas: of two takers one wins.
     *
     * @param scope within which ids are told apart
     * @return false where it was taken before, or where no more can be kept
     */
    boolean takeOnce(String scope, String id, Instant expires);
}
