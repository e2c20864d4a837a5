package io.traceconnector.chainscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EnvelopePropertyTest {
    private static final List<PrivateKeyPem> KEYS =
            List.of(Vectors.privateKey("go-RSA"), Vectors.privateKey("js-RSA-3072"), Vectors.privateKey("js-RSA-4096"));

    private final Envelopes envelopes = new Envelopes(Algorithms.platform());

    @Property(tries = 60)
    void opensWhatItSealed(@ForAll("keys") PrivateKeyPem key, @ForAll @Size(max = 2000) byte[] plaintext) {
        byte[] envelope = envelopes.seal(key.publicKey(), plaintext);
        assertThat(envelope).hasSize(key.publicKey().bits() / 8 + Envelopes.BLOB_OVERHEAD + plaintext.length);
        assertThat(envelopes.open(key.key(), envelope)).isEqualTo(plaintext);
    }

    @Property(tries = 100)
    void refusesAnyFlippedBit(
            @ForAll("keys") PrivateKeyPem key,
            @ForAll @Size(max = 50) byte[] plaintext,
            @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int place) {
        byte[] envelope = envelopes.seal(key.publicKey(), plaintext);
        int bit = place % (envelope.length * 8);
        envelope[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> envelopes.open(key.key(), envelope));
    }

    @Property
    void refusesAnyFlippedBitOfABlob(@ForAll @Size(max = 50) byte[] plaintext, @ForAll @IntRange(max = 623) int place) {
        SymmetricKey key = SymmetricKey.random();
        byte[] blob = envelopes.sealBlob(key, plaintext);
        int bit = place % (blob.length * 8);
        blob[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> envelopes.openBlob(key, blob));
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() ->
                        FileBlob.open(key, new ByteArrayInputStream(blob), ByteArrayOutputStream.nullOutputStream()));
    }

    @Property(tries = 100)
    void streamsTheSameBlobs(@ForAll @Size(max = 100_000) byte[] plaintext) throws IOException {
        SymmetricKey key = SymmetricKey.random();
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        FileBlob.seal(key, new ByteArrayInputStream(plaintext), blob);
        assertThat(envelopes.openBlob(key, blob.toByteArray())).isEqualTo(plaintext);
        ByteArrayOutputStream opened = new ByteArrayOutputStream();
        FileBlob.open(key, new ByteArrayInputStream(envelopes.sealBlob(key, plaintext)), opened);
        assertThat(opened.toByteArray()).isEqualTo(plaintext);
    }

    @Provide
    static Arbitrary<PrivateKeyPem> keys() {
        return Arbitraries.of(KEYS);
    }
}
