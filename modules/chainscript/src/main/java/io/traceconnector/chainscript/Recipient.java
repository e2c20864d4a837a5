package io.traceconnector.chainscript;

import java.util.Optional;

/**
 * One for whom an encrypted link's key is wrapped.
 *
 * @param keyId the key's row id at Trace, empty where it is missing
 * @param publicKey PEM text as it was received
 * @param wrappedKey the RSA block; empty if it was no base64, which then does not open
 */
public record Recipient(String keyId, String publicKey, Bytes wrappedKey) {
    /** The key's fingerprint, computed anew by each call; empty if the text is no key. */
    public Optional<KeyFingerprint> fingerprint() {
        return PublicKeyPem.fingerprintOf(publicKey);
    }
}
