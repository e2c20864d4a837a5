package io.traceconnector.app.decrypt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.PublicKeyPem;
import io.traceconnector.chainscript.Recipient;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds our keys among recipients, by SubjectPublicKeyInfo. An entry whose public key cannot be read is nobody's: its {@code pubKeyId} is a
 * row number of Trace, which says nothing about the keys that we hold, and trying every key on it would be an operation for everyone
 * who writes such entries.
 */
final class RecipientKeys {

    /** Public keys whose fingerprints are remembered, of at most {@link #MAX_REMEMBERED_TEXT} characters each; the least used is forgotten. */
    private static final int MAX_REMEMBERED = 4096;

    private static final int MAX_REMEMBERED_TEXT = 2048;

    private final Cache<String, Optional<KeyId>> fingerprints =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    /** Those of our keys that are named, each once, with the first block that is wrapped for it. */
    List<NamedKey> named(List<Recipient> recipients, Set<KeyId> ours) {
        Set<KeyId> found = new HashSet<>();
        return recipients.stream()
                .flatMap(recipient -> key(recipient)
                        .filter(ours::contains)
                        .filter(found::add)
                        .map(key -> new NamedKey(
                                key, Sha256.of(recipient.wrappedKey().toByteArray())))
                        .stream())
                .toList();
    }

    Optional<Bytes> block(List<Recipient> recipients, KeyId key) {
        return recipients.stream()
                .filter(recipient -> key(recipient).filter(key::equals).isPresent())
                .map(Recipient::wrappedKey)
                .findFirst();
    }

    private Optional<KeyId> key(Recipient recipient) {
        String pem = recipient.publicKey();
        return pem.length() > MAX_REMEMBERED_TEXT
                ? fingerprint(pem)
                : fingerprints.get(pem, RecipientKeys::fingerprint);
    }

    private static Optional<KeyId> fingerprint(String pem) {
        return PublicKeyPem.fingerprintOf(pem).map(fingerprint -> new KeyId(fingerprint.hex()));
    }
}
