package io.traceconnector.app.keys;

/** Names a key by the SHA-256 of its SubjectPublicKeyInfo in lower-case hexadecimal digits. Not a secret. */
public record KeyId(String spkiSha256) {}
