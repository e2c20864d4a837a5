package io.traceconnector.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.chainscript.PrivateKeyPem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every key ring must do, wherever its keys live: it unwraps, and signs. */
public abstract class KeyContract extends SigningContract {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final OAEPParameterSpec SHA1 =
            new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);
    private static final OAEPParameterSpec SHA256 =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
    private static final byte[] CONTENT =
            "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=".getBytes(StandardCharsets.US_ASCII);

    @Test
    void unwrapsABlockWithEachKeyOfAnOrganisation() {
        try (KeyRing ring = ring(Map.of(OURS, custody(TestKeys.RSA_3072, TestKeys.RSA)))) {
            for (PrivateKeyPem key : List.of(TestKeys.RSA_3072, TestKeys.RSA)) {
                assertThat(unwrapped(ring.unwrap(OURS, id(key), wrap(key, SHA1, CONTENT), PATIENCE)))
                        .isEqualTo(CONTENT);
            }
        }
    }

    @Test
    void unwrapsAnEmptyAndALongestContent() {
        try (KeyRing ring = ring(Map.of(OURS, custody(TestKeys.RSA)))) {
            for (int length : List.of(0, 256 - 42)) {
                byte[] content = new byte[length];
                Arrays.fill(content, (byte) 7);
                assertThat(unwrapped(ring.unwrap(OURS, id(TestKeys.RSA), wrap(TestKeys.RSA, SHA1, content), PATIENCE)))
                        .isEqualTo(content);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("blocksThatDoNotOpen")
    void rejectsABlockThatDoesNotOpenWhateverIsWrongWithIt(byte[] block) {
        try (KeyRing ring = ring(Map.of(OURS, custody(TestKeys.RSA)))) {
            assertThat(ring.unwrap(OURS, id(TestKeys.RSA), block, PATIENCE)).isEqualTo(new Unwrap.Rejected());
        }
    }

    static Stream<byte[]> blocksThatDoNotOpen() {
        byte[] flipped = wrap(TestKeys.RSA, SHA1, CONTENT);
        flipped[100] ^= 1;
        byte[] aboveModulus = new byte[256];
        Arrays.fill(aboveModulus, (byte) 0xff);
        return Stream.of(
                flipped,
                aboveModulus,
                wrap(TestKeys.OTHER_RSA, SHA1, CONTENT),
                wrap(TestKeys.RSA, SHA256, CONTENT),
                new byte[256],
                new byte[0],
                new byte[255],
                new byte[257]);
    }

    @Test
    void opensAgainAfterARejectedBlock() {
        try (KeyRing ring = ring(Map.of(OURS, custody(TestKeys.RSA)))) {
            ring.unwrap(OURS, id(TestKeys.RSA), new byte[256], PATIENCE);
            assertThat(unwrapped(ring.unwrap(OURS, id(TestKeys.RSA), wrap(TestKeys.RSA, SHA1, CONTENT), PATIENCE)))
                    .isEqualTo(CONTENT);
        }
    }

    @Test
    void doesNotLendTheKeyOfOneOrganisationToAnother() {
        try (KeyRing ring = ring(
                Map.of(OURS, custody(TestKeys.RSA), THEIRS, new Custody(List.of(TestKeys.OTHER_RSA), TestKeys.EC)))) {
            assertThat(ring.organisations()).containsExactlyInAnyOrder(OURS, THEIRS);
            assertThat(ring.unwrap(THEIRS, id(TestKeys.RSA), wrap(TestKeys.RSA, SHA1, CONTENT), PATIENCE))
                    .isInstanceOf(Unwrap.Unavailable.class);
        }
    }

    @Test
    void refusesADecryptionKeyThatDoesNotDecrypt() {
        for (PrivateKeyPem key : List.of(TestKeys.EC, TestKeys.ED25519)) {
            assertThatThrownBy(() -> ring(Map.of(OURS, custody(key))).close())
                    .isInstanceOfSatisfying(
                            KeysException.class,
                            refused -> assertThat(refused.problems())
                                    .extracting(KeyProblem::code)
                                    .containsExactly(KeyProblem.Code.KEY_TYPE_UNSUITABLE));
        }
    }

    @Test
    void refusesTheSameDecryptionKeyTwice() {
        assertThatThrownBy(() ->
                        ring(Map.of(OURS, custody(TestKeys.RSA, TestKeys.RSA))).close())
                .isInstanceOfSatisfying(
                        KeysException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(KeyProblem::code)
                                .containsExactly(KeyProblem.Code.KEY_DUPLICATE));
    }

    @Test
    void describesDecryptionKeysNewestFirst() {
        try (KeyRing ring = ring(Map.of(OURS, custody(TestKeys.RSA_3072, TestKeys.RSA)))) {
            assertThat(ring.decryptionKeys(OURS))
                    .containsExactly(
                            DecryptionKey.of(TestKeys.RSA_3072.publicKey()),
                            DecryptionKey.of(TestKeys.RSA.publicKey()));
        }
    }

    @Test
    void changesTheFingerprintWithTheSetOfDecryptionKeysOnly() {
        String both = fingerprint(custody(TestKeys.RSA, TestKeys.OTHER_RSA));
        assertThat(fingerprint(custody(TestKeys.OTHER_RSA, TestKeys.RSA))).isEqualTo(both);
        assertThat(fingerprint(new Custody(List.of(TestKeys.RSA, TestKeys.OTHER_RSA), TestKeys.EC)))
                .isEqualTo(both);
        assertThat(fingerprint(custody(TestKeys.RSA))).isNotEqualTo(both).matches("[0-9a-f]{16,64}");
    }

    @Test
    void givesEachOfManyThreadsItsOwnContent() throws Exception {
        try (KeyRing ring = ring(Map.of(OURS, custody(TestKeys.RSA)));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> calls = new ArrayList<>();
            IntStream.range(0, 200).forEach(i -> {
                byte[] content = ("content " + i).getBytes(StandardCharsets.UTF_8);
                byte[] block = wrap(TestKeys.RSA, SHA1, content);
                calls.add(() ->
                        Arrays.equals(content, unwrapped(ring.unwrap(OURS, id(TestKeys.RSA), block, PATIENCE))));
            });
            for (Future<Boolean> result : threads.invokeAll(calls)) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    @Test
    void unwrapsNothingOnceClosed() {
        KeyRing ring = ring(Map.of(OURS, custody(TestKeys.RSA)));
        ring.close();
        ring.close();
        assertThat(ring.unwrap(OURS, id(TestKeys.RSA), wrap(TestKeys.RSA, SHA1, CONTENT), PATIENCE))
                .isInstanceOf(Unwrap.Unavailable.class);
    }

    @Test
    void describesNoKeysOfAnOrganisationThatItDoesNotHold() {
        try (KeyRing ring = ring(Map.of(OURS, custody(TestKeys.RSA)))) {
            assertThatThrownBy(() -> ring.decryptionKeys(THEIRS)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    static KeyId id(PrivateKeyPem key) {
        return new KeyId(key.publicKey().fingerprint().hex());
    }

    static byte[] wrap(PrivateKeyPem key, byte[] content) {
        return wrap(key, SHA1, content);
    }

    private static byte[] wrap(PrivateKeyPem key, OAEPParameterSpec padding, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key.publicKey().key(), padding);
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] unwrapped(Unwrap result) {
        assertThat(result).isInstanceOf(Unwrap.Unwrapped.class);
        return ((Unwrap.Unwrapped) result).content();
    }

    private String fingerprint(Custody custody) {
        try (KeyRing ring = ring(Map.of(OURS, custody))) {
            return ring.fingerprint(OURS);
        }
    }
}
