package io.traceconnector.app.keys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The keys of one organisation, ready for use.
 *
 * @param decryptionKeys newest first
 * @param tokenKeys newest first
 */
record LoadedKeys(
        List<DecryptionKey> decryptionKeys,
        Map<KeyId, Unwrapper> unwrappers,
        SigningKey signingKey,
        List<SigningKey> tokenKeys,
        String fingerprint) {

    LoadedKeys(
            List<DecryptionKey> decryptionKeys,
            Map<KeyId, Unwrapper> unwrappers,
            SigningKey signingKey,
            List<SigningKey> tokenKeys) {
        this(
                List.copyOf(decryptionKeys),
                Map.copyOf(unwrappers),
                signingKey,
                List.copyOf(tokenKeys),
                fingerprintOf(decryptionKeys));
    }

    /** Half of a SHA-256 over the sorted ids: the order of the keys makes no difference. */
    private static String fingerprintOf(Collection<DecryptionKey> keys) {
        String ids = keys.stream().map(key -> key.id().spkiSha256()).sorted().collect(Collectors.joining("\n"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(ids.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void close() {
        unwrappers.values().forEach(Unwrapper::close);
        signingKey.retire();
        tokenKeys.forEach(SigningKey::retire);
    }

    @Override
    public String toString() {
        return "LoadedKeys[" + decryptionKeys.size() + " decryption keys, " + fingerprint + "]";
    }
}
