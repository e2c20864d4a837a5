package io.traceconnector.app.keys.vault;

import io.traceconnector.app.keys.Custodian;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyName;
import io.traceconnector.app.keys.KeyProblem;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.keys.Unwrapper;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PublicKeyPem;
import java.time.Clock;
import tools.jackson.databind.JsonNode;

/**
 * Signs with keys of Vault's transit engine (its HTTP API, {@code keys} and {@code sign}): Ed25519, ECDSA P-256 and RSA PKCS#1 v1.5, the latter
 * two with SHA-256. The version that is the newest when a key is asked for, or the one that its label names, signs until the keys are loaded
 * anew. One call for each signature.
 */
public final class VaultCustodian implements Custodian {

    private static final byte[] TRIAL = new byte[32];

    private final VaultHealth health;
    private final VaultClient client;
    private final MessageSignatures signatures;

    /**
     * Asks nothing of Vault yet.
     *
     * @param access what is demanded of the token's file
     * @param signatures verifies what Vault signs
     */
    public VaultCustodian(VaultConfig config, KeyFileAccess access, MessageSignatures signatures, Clock clock) {
        this.health = new VaultHealth(clock);
        this.client = new VaultClient(config, access, health);
        this.signatures = signatures;
    }

    @Override
    public Unwrapper decryptionKey(KeyName name) {
        throw new CustodyException(
                KeyProblem.Code.KEY_TYPE_UNSUITABLE,
                "Vault's transit engine knows RSA-OAEP with SHA-256 only, and the keys of Trace's links are wrapped with SHA-1;"
                        + " keep decryption keys in files or in an HSM");
    }

    @Override
    public SigningKey signingKey(KeyName name) {
        VaultKeyName wanted = VaultKeyName.of(name.label().orElse(""));
        JsonNode key = client.get("keys/" + wanted.name());
        VaultKeyType type = VaultKeyType.of(key.path("type").asString(""));
        if (key.path("derived").asBoolean(false)) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_TYPE_UNSUITABLE,
                    "a derived key has no public key of its own; make one that is not");
        }
        int version =
                wanted.version().orElseGet(() -> key.path("latest_version").asInt(0));
        VaultSigningKey signing =
                new VaultSigningKey(wanted.name(), version, type, publicKey(key, version, type), client, signatures);
        signing.signature(TRIAL);
        return signing;
    }

    private static PublicKeyPem publicKey(JsonNode key, int version, VaultKeyType type) {
        JsonNode told = key.path("keys").path(String.valueOf(version)).path("public_key");
        if (!told.isString()) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_ABSENT, "this key has no version " + version + ", or not any more");
        }
        try {
            return type.publicKey(told.asString());
        } catch (FormatException | IllegalArgumentException e) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_MALFORMED, "what Vault tells as the public key cannot be read as one");
        }
    }

    @Override
    public State state() {
        return health.last();
    }

    @Override
    public void close() {
        client.close();
    }
}
