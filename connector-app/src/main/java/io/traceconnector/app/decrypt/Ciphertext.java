package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyId;

/** Encrypted data as it was received. For one thread at a time. */
interface Ciphertext {

    /** Of all bytes that were received: what is remembered, is remembered under it. */
    Sha256 digest();

    /** {@code iv|ciphertext|tag}. */
    byte[] blob();

    /** The wrapped key for a recipient that {@link NamedKey} names; of several the first. */
    byte[] block(KeyId key);
}
