package io.traceconnector.chainscript;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Files as Media stores them: {@code iv|ciphertext|tag} under a key of their own. Streams in constant memory (64 KiB a direction), where
 * {@link Envelopes#openBlob} holds the whole. Neither stream is closed.
 */
public final class FileBlob {
    private static final int IV_SIZE = 12;
    private static final int TAG_BITS = 128;
    private static final int BUFFER_SIZE = 64 << 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private FileBlob() {}

    /** Encrypts under a fresh iv. */
    public static void seal(SymmetricKey key, InputStream plaintext, OutputStream blob) throws IOException {
        byte[] iv = new byte[IV_SIZE];
        RANDOM.nextBytes(iv);
        blob.write(iv);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key.forCipher(), new GCMParameterSpec(TAG_BITS, iv));
            byte[] in = new byte[BUFFER_SIZE];
            for (int read = plaintext.read(in); read >= 0; read = plaintext.read(in)) {
                byte[] out = cipher.update(in, 0, read);
                if (out != null) {
                    blob.write(out);
                }
            }
            blob.write(cipher.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /**
     * Decrypts while reading. The tag comes last: until this returns, what was written is unproven, and after an exception it must not
     * be used; whoever passes it on breaks off.
     *
     * @throws EnvelopeException if the blob is too short, cut, changed or under another key
     */
    public static void open(SymmetricKey key, InputStream blob, OutputStream plaintext) throws IOException {
        byte[] iv = blob.readNBytes(IV_SIZE);
        // The runtime's own cipher holds the whole ciphertext back until the tag is checked.
        GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
        byte[] rawKey = key.copy();
        cipher.init(false, new AEADParameters(new KeyParameter(rawKey), TAG_BITS, Arrays.copyOf(iv, IV_SIZE)));
        Arrays.fill(rawKey, (byte) 0);
        byte[] in = new byte[BUFFER_SIZE];
        byte[] out = new byte[cipher.getUpdateOutputSize(BUFFER_SIZE) + BUFFER_SIZE];
        for (int read = blob.read(in); read >= 0; read = blob.read(in)) {
            plaintext.write(out, 0, cipher.processBytes(in, 0, read, out, 0));
        }
        try {
            plaintext.write(out, 0, cipher.doFinal(out, 0));
        } catch (InvalidCipherTextException e) {
            throw new EnvelopeException();
        }
    }
}
