package io.traceconnector.chainscript;

/** An RSA key to encrypt for, with its row id at Trace. */
public record RecipientKey(String keyId, PublicKeyPem publicKey) {}
