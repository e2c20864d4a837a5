package io.traceconnector.app.keys;

/**
 * The public half of a decryption key.
 *
 * @param modulusBytes the length of a block that it wraps
 */
public record DecryptionKey(KeyId id, int modulusBytes) {}
