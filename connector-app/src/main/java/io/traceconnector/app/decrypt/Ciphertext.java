package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.SymmetricKey;
import java.util.Optional;

/** Encrypted data as it was received. For one thread at a time. */
interface Ciphertext {

    /** Of all bytes that were received: what is remembered, is remembered under it. */
    Sha256 digest();

    /** What is known of the link that it came with; empty where it came without. */
    Optional<LinkFacts> facts();

    /** What the private key gave, where it was found on disk with the link; once, and the caller's to destroy. */
    Optional<SymmetricKey> takeFound(KeyId key);

    /** Whether it is not worth to be remembered, since it is on disk. */
    boolean isPassing();

    /** {@code iv|ciphertext|tag}. */
    byte[] blob();

    /** The wrapped key for a recipient that {@link NamedKey} names; of several the first. */
    byte[] block(KeyId key);
}
