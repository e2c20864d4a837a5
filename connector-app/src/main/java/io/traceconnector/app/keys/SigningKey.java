package io.traceconnector.app.keys;

/** Signs for an organisation. Safe for many threads. */
public interface SigningKey {

    /** The public half as PEM text in UTF-8, as it stands in signatures. */
    byte[] publicKeyPem();

    /**
     * Signs a message with the key's algorithm (trace-protocol: Ed25519, or RSA PKCS#1 / ECDSA with SHA-256). Blocks for at most 30 seconds.
     *
     * @throws KeyUnavailableException where the key cannot be used now, or was replaced since it was asked for
     */
    byte[] sign(byte[] message);

    /** Called once nobody uses it any more: what this process holds of the key is wiped. */
    default void retire() {}
}
