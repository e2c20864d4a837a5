package io.traceconnector.chainscript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GcmStreamTest {
    /** As the runtime does it, whatever the pieces in which it comes. */
    @Property(tries = 300)
    void isTheRuntimesOwn(
            @ForAll @IntRange(max = 200_000) int length,
            @ForAll @IntRange(min = 1, max = 70_000) int piece,
            @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        SymmetricKey key = SymmetricKey.random();
        byte[] plaintext = new byte[length];
        random.nextBytes(plaintext);

        byte[] blob = FileBlob.sealing(key, inPieces(plaintext, piece)).readAllBytes();

        byte[] iv = Arrays.copyOf(blob, GcmStream.IV_SIZE);
        assertThat(Arrays.copyOfRange(blob, GcmStream.IV_SIZE, blob.length)).isEqualTo(byRuntime(key, iv, plaintext));
        assertThat(blob).hasSize(plaintext.length + FileBlob.OVERHEAD);
        ByteArrayOutputStream opened = new ByteArrayOutputStream();
        FileBlob.open(key, inPieces(blob, piece), opened);
        assertThat(opened.toByteArray()).isEqualTo(plaintext);
    }

    private static byte[] byRuntime(SymmetricKey key, byte[] iv, byte[] plaintext) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key.forCipher(), new GCMParameterSpec(128, iv));
        return cipher.doFinal(plaintext);
    }

    private static InputStream inPieces(byte[] bytes, int piece) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] out, int offset, int length) {
                return super.read(out, offset, Math.min(length, piece));
            }
        };
    }
}
