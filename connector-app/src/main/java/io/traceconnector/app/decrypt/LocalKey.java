package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.local.LocalCipherKey;
import io.traceconnector.chainscript.SymmetricKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM over entries, under the key that is kept with them, wrapped. Bound to each entry are the private key's id, the digest of the
 * received bytes, the link's hash and the digest of the wrapped block. Ciphers are used again, with their key schedules; there are never
 * more of them than threads at a time. Safe for many threads.
 */
final class LocalKey implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SymmetricKey key;
    private final byte[] purpose;
    private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

    /** @param key taken over */
    LocalKey(KeyId id, SymmetricKey key) {
        this.key = key;
        this.purpose = ("kept link 1 " + id.spkiSha256() + " ").getBytes(StandardCharsets.US_ASCII);
    }

    /** Encrypts into a frame that has its head; false where the key has been wiped. */
    boolean seal(byte[] frame, byte[] content) {
        byte[] iv = new byte[KeptFrame.IV_SIZE];
        RANDOM.nextBytes(iv);
        System.arraycopy(iv, 0, frame, KeptFrame.IV, iv.length);
        return with(
                        Cipher.ENCRYPT_MODE,
                        frame,
                        cipher -> cipher.doFinal(content, 0, content.length, frame, KeptFrame.HEAD))
                .isPresent();
    }

    /** Empty where anything about the frame is wrong, or the key has been wiped; wipe the content. */
    Optional<byte[]> open(byte[] frame) {
        int size = KeptFrame.length(frame) - KeptFrame.HEAD;
        return with(Cipher.DECRYPT_MODE, frame, cipher -> cipher.doFinal(frame, KeptFrame.HEAD, size));
    }

    private <T> Optional<T> with(int mode, byte[] frame, Work<T> work) {
        if (key.isDestroyed()) {
            return Optional.empty();
        }
        try {
            Cipher known = idle.poll();
            Cipher cipher = known == null ? Cipher.getInstance("AES/GCM/NoPadding") : known;
            cipher.init(
                    mode,
                    new LocalCipherKey(key),
                    new GCMParameterSpec(KeptFrame.TAG_SIZE * 8, frame, KeptFrame.IV, KeptFrame.IV_SIZE));
            cipher.updateAAD(purpose);
            cipher.updateAAD(frame, KeptFrame.DIGESTS, KeptFrame.DIGESTS_SIZE);
            T result = work.with(cipher);
            idle.add(cipher);
            return Optional.of(result);
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException | IllegalStateException e) {
            if (key.isDestroyed()) {
                return Optional.empty();
            }
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    @Override
    public void close() {
        key.destroy();
        idle.clear();
    }

    @Override
    public String toString() {
        return "local key";
    }

    private interface Work<T> {
        T with(Cipher cipher) throws GeneralSecurityException;
    }
}
