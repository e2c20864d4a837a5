package io.traceconnector.chainscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class EnvelopesTest {
    private final Envelopes envelopes = new Envelopes(Algorithms.platform());

    static Stream<Arguments> cases() {
        return Vectors.cases("encryption.json", "cases", "impl", "key", "kind");
    }

    static Stream<Arguments> negative() {
        return Vectors.cases("encryption.json", "negative", "name");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void opensWhatOthersSealed(JsonNode vector) {
        byte[] ciphertext = Vectors.base64(vector.path("ciphertextBase64"));
        byte[] opened = switch (vector.path("kind").stringValue()) {
            case "aes" ->
                envelopes.openBlob(
                        SymmetricKey.ofBase64(vector.path("aesKeyBase64").stringValue()), ciphertext);
            case "short" -> envelopes.decrypt(key(vector).key(), ciphertext);
            default -> envelopes.open(key(vector).key(), ciphertext);
        };
        assertThat(opened).isEqualTo(Vectors.base64(vector.path("plaintextBase64")));
    }

    @ParameterizedTest
    @MethodSource("negative")
    void refusesWhatOthersRefuse(JsonNode vector) {
        byte[] ciphertext = Vectors.base64(vector.path("ciphertextBase64"));
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> envelopes.open(key(vector).key(), ciphertext));
    }

    @Test
    void failsInOneWayWhateverIsWrong() throws GeneralSecurityException {
        PrivateKeyPem key = Vectors.privateKey("go-RSA");
        PrivateKeyPem other = Vectors.privateKey("go-RSA2");
        byte[] envelope = envelopes.seal(key.publicKey(), new byte[40]);
        List<byte[]> broken = new ArrayList<>();
        for (int length : new int[] {0, 1, 255, 256, 260, 268, 283, envelope.length - 1}) {
            broken.add(Arrays.copyOf(envelope, length));
        }
        for (int at : new int[] {0, 255, 256, 268, envelope.length - 1}) {
            broken.add(flipped(envelope, at));
        }
        broken.add(Arrays.copyOf(envelope, envelope.length + 1));
        broken.add(withBlock(key, new byte[32]));
        broken.add(withBlock(key, "not base64 but 44 characters long, see here!".getBytes(StandardCharsets.UTF_8)));
        broken.add(withBlock(key, Base64.getEncoder().encode(new byte[16])));
        broken.add(withBlock(key, Base64.getEncoder().encode(new byte[33])));
        List<EnvelopeException> failures = new ArrayList<>();
        for (byte[] bytes : broken) {
            failures.add(catchThrowableOfType(EnvelopeException.class, () -> envelopes.open(key.key(), bytes)));
        }
        failures.add(catchThrowableOfType(EnvelopeException.class, () -> envelopes.open(other.key(), envelope)));
        for (String notRsa : new String[] {"go-ED25519", "go-ECDSA"}) {
            failures.add(catchThrowableOfType(
                    EnvelopeException.class,
                    () -> envelopes.open(Vectors.privateKey(notRsa).key(), envelope)));
        }
        assertThat(failures).doesNotContainNull();
        assertThat(failures).allSatisfy(failure -> {
            assertThat(failure).hasMessage("the envelope does not open").hasNoCause();
            assertThat(failure.code()).isEqualTo("envelope");
            assertThat(failure.getStackTrace()).isEmpty();
            assertThat(failure.getSuppressed()).isEmpty();
        });
    }

    @Test
    void unwrapsToARandomKeyWhatDoesNotOpen() {
        PrivateKeyPem key = Vectors.privateKey("go-RSA");
        SymmetricKey first = envelopes.unwrap(key.key(), new byte[256]);
        SymmetricKey second = envelopes.unwrap(key.key(), new byte[256]);
        assertThat(first.exposedBase64()).isNotEqualTo(second.exposedBase64()).hasSize(44);
    }

    @Test
    void wrapsOneKeyForSeveral() {
        SymmetricKey key = SymmetricKey.random();
        try (KeyWrapping wrapping = envelopes.wrapping(key)) {
            for (String name : new String[] {"js-RSA-4096", "go-RSA", "js-RSA-3072", "go-RSA"}) {
                PrivateKeyPem recipient = Vectors.privateKey(name);
                for (byte[] block :
                        List.of(wrapping.block(recipient.publicKey()), envelopes.wrap(key, recipient.publicKey()))) {
                    assertThat(block).hasSize(recipient.publicKey().bits() / 8);
                    assertThat(envelopes.unwrap(recipient.key(), block).exposedBase64())
                            .isEqualTo(key.exposedBase64());
                }
            }
        }
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() ->
                        envelopes.wrap(key, Vectors.privateKey("go-ED25519").publicKey()));
    }

    @Test
    void takesAnotherProviderAndWhatThatLacksFromTheRuntime() {
        PrivateKeyPem key = Vectors.privateKey("js-RSA-3072");
        byte[] envelope = envelopes.seal(key.publicKey(), new byte[40]);
        for (Provider provider : new Provider[] {new BouncyCastleProvider(), Security.getProvider("SunJCE")}) {
            Algorithms algorithms = Algorithms.preferring(provider);
            Envelopes others = new Envelopes(algorithms);
            PrivateKey adopted = algorithms.adopt(Operation.RSA_UNWRAP, key.key());
            assertThat(others.open(adopted, envelope)).isEqualTo(new byte[40]);
            assertThat(envelopes.open(key.key(), others.seal(key.publicKey(), new byte[3])))
                    .hasSize(3);
            assertThatExceptionOfType(EnvelopeException.class)
                    .isThrownBy(() -> others.open(adopted, flipped(envelope, 0)));
            MessageSignatures signatures = new MessageSignatures(algorithms);
            for (String name : new String[] {"go-RSA", "go-ECDSA", "go-ED25519"}) {
                PrivateKeyPem signing = Vectors.privateKey(name);
                byte[] signature = signatures.sign(signing, envelope);
                assertThat(signatures.verify(signing.publicKey(), envelope, signature))
                        .isTrue();
            }
        }
    }

    @Test
    void wipesADestroyedKey() {
        SymmetricKey key = SymmetricKey.random();
        byte[] blob = envelopes.sealBlob(key, new byte[3]);
        key.destroy();
        assertThat(key.isDestroyed()).isTrue();
        assertThat(key).hasToString("symmetric key");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> envelopes.openBlob(key, blob));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(key::exposedBase64);
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    /** A block that OAEP opens, around something that is not a key, before a well-formed blob. */
    private byte[] withBlock(PrivateKeyPem key, byte[] content) throws GeneralSecurityException {
        Cipher oaep = Algorithms.platform().oaep();
        oaep.init(Cipher.ENCRYPT_MODE, key.publicKey().key());
        byte[] block = oaep.doFinal(content);
        byte[] blob = envelopes.sealBlob(SymmetricKey.random(), new byte[40]);
        byte[] envelope = Arrays.copyOf(block, block.length + blob.length);
        System.arraycopy(blob, 0, envelope, block.length, blob.length);
        return envelope;
    }

    private static PrivateKeyPem key(JsonNode vector) {
        return Vectors.privateKey(vector.path("key").stringValue());
    }
}
