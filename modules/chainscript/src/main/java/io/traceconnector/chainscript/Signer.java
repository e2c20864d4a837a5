package io.traceconnector.chainscript;

/** Signs with a key that may live elsewhere. May block; says itself whether it may be used by several threads. */
public interface Signer {
    PublicKeyPem publicKey();

    /** PKCS#1 v1.5 with SHA-256 for RSA, DER of ECDSA with SHA-256 for EC, pure Ed25519, over this message. */
    byte[] sign(byte[] message);
}
