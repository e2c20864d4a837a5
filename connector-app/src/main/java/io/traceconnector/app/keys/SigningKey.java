package io.traceconnector.app.keys;

/** Signs for an organisation. */
public interface SigningKey {

    /** The public half as PEM text in UTF-8, as it stands in signatures. */
    byte[] publicKeyPem();

    /** Signs a message with the key's algorithm (trace-protocol: Ed25519, or RSA PKCS#1 / ECDSA with SHA-256). */
    byte[] sign(byte[] message) throws KeyUnavailableException;
}
