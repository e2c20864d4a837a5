package io.traceconnector.chainscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FileBlobTest {
    static Stream<Arguments> files() {
        return Vectors.cases("encryption.json", "files", "impl");
    }

    @ParameterizedTest
    @MethodSource("files")
    void opensTheFilesOfOtherClients(JsonNode vector) throws IOException {
        SymmetricKey key = SymmetricKey.ofBase64(vector.path("key").stringValue());
        byte[] blob = Vectors.base64(vector.path("uploadedBytesBase64"));
        ByteArrayOutputStream opened = new ByteArrayOutputStream();
        FileBlob.open(key, new ByteArrayInputStream(blob), opened);
        assertThat(opened.toByteArray()).isEqualTo(Vectors.base64(vector.path("plaintextBase64")));
        for (int length = 0; length < blob.length; length++) {
            InputStream cut = new ByteArrayInputStream(Arrays.copyOf(blob, length));
            assertThatExceptionOfType(EnvelopeException.class)
                    .isThrownBy(() -> FileBlob.open(key, cut, OutputStream.nullOutputStream()));
        }
    }

    @Test
    void handsOutWhatItReadBeforeTheEnd() throws IOException {
        SymmetricKey key = SymmetricKey.random();
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        FileBlob.seal(key, new ByteArrayInputStream(new byte[1 << 20]), blob);
        ByteArrayOutputStream opened = new ByteArrayOutputStream();
        InputStream watched = new ByteArrayInputStream(blob.toByteArray()) {
            @Override
            public synchronized int read(byte[] out, int offset, int length) {
                // Nothing held back but less than a buffer and the tag.
                assertThat(pos - opened.size()).isLessThanOrEqualTo((64 << 10) + 44);
                return super.read(out, offset, Math.min(length, 10_000));
            }
        };
        FileBlob.open(key, watched, opened);
        assertThat(opened.toByteArray()).isEqualTo(new byte[1 << 20]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "????", "AAAAAAAAAAAAAAAAAAAAAA=="})
    void refusesWhatIsNoKey(String base64) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> SymmetricKey.ofBase64(base64))
                .extracting(FormatException::code)
                .isEqualTo("symmetric-key");
    }

    @Test
    void refusesWhatWasChangedAnywhere() throws IOException {
        SymmetricKey key = SymmetricKey.random();
        byte[] blob =
                FileBlob.sealing(key, new ByteArrayInputStream(new byte[100])).readAllBytes();
        for (int at = 0; at < blob.length; at++) {
            byte[] changed = blob.clone();
            changed[at] ^= 1;
            assertThatExceptionOfType(EnvelopeException.class)
                    .isThrownBy(() ->
                            FileBlob.open(key, new ByteArrayInputStream(changed), OutputStream.nullOutputStream()));
        }
    }

    @Test
    void failsAsItsPlaintextDoes() {
        InputStream broken = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] out, int offset, int length) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () -> FileBlob.sealing(SymmetricKey.random(), broken).readAllBytes())
                .withMessage("gone");
    }
}
