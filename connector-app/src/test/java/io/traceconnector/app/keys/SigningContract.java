package io.traceconnector.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every key ring must do with its signing keys, wherever they live. */
public abstract class SigningContract {

    protected static final OrganisationId OURS = new OrganisationId("ours");
    protected static final OrganisationId THEIRS = new OrganisationId("theirs");

    /** A ring that holds these keys; closed by the test. */
    protected abstract KeyRing ring(Map<OrganisationId, Custody> held);

    @ParameterizedTest
    @MethodSource("signingKeys")
    void signsSoThatThePublicHalfVerifies(PrivateKeyPem key) {
        try (KeyRing ring = ring(Map.of(OURS, new Custody(List.of(TestKeys.RSA), key)))) {
            SigningKey signing = ring.signingKey(OURS);
            assertThat(PublicKeyPem.parse(signing.publicKeyPem())).isEqualTo(key.publicKey());
            for (int length : List.of(1, 19, 100_000)) {
                byte[] message = new byte[length];
                assertThat(verifies(key.publicKey(), message, signing.sign(message)))
                        .isTrue();
            }
        }
    }

    static Stream<PrivateKeyPem> signingKeys() {
        return Stream.of(TestKeys.ED25519, TestKeys.EC, TestKeys.OTHER_RSA);
    }

    @Test
    void givesEachOfManyThreadsItsOwnSignature() throws Exception {
        try (KeyRing ring = ring(Map.of(OURS, custody(TestKeys.RSA)));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SigningKey signing = ring.signingKey(OURS);
            List<Future<Boolean>> verified = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(() -> {
                        byte[] message = ("message " + i).getBytes(StandardCharsets.UTF_8);
                        return verifies(TestKeys.ED25519.publicKey(), message, signing.sign(message));
                    }))
                    .toList();
            for (Future<Boolean> result : verified) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    @Test
    void signsForEachOrganisationWithItsOwnKey() {
        try (KeyRing ring = ring(
                Map.of(OURS, custody(TestKeys.RSA), THEIRS, new Custody(List.of(TestKeys.OTHER_RSA), TestKeys.EC)))) {
            assertThat(PublicKeyPem.parse(ring.signingKey(OURS).publicKeyPem()))
                    .isEqualTo(TestKeys.ED25519.publicKey());
            assertThat(PublicKeyPem.parse(ring.signingKey(THEIRS).publicKeyPem()))
                    .isEqualTo(TestKeys.EC.publicKey());
        }
    }

    @Test
    void signsNothingOnceClosed() {
        KeyRing ring = ring(Map.of(OURS, custody(TestKeys.RSA)));
        SigningKey signing = ring.signingKey(OURS);
        ring.close();
        ring.close();
        assertThatThrownBy(() -> signing.sign(new byte[32])).isInstanceOf(KeyUnavailableException.class);
        assertThatThrownBy(() -> ring.signingKey(OURS)).isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void signsNothingForAnOrganisationThatItDoesNotHold() {
        try (KeyRing ring = ring(Map.of(OURS, custody(TestKeys.RSA)))) {
            assertThatThrownBy(() -> ring.signingKey(THEIRS)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    protected static Custody custody(PrivateKeyPem... decryption) {
        return new Custody(List.of(decryption), TestKeys.ED25519);
    }

    private static boolean verifies(PublicKeyPem key, byte[] message, byte[] signature) {
        return new MessageSignatures(Algorithms.platform()).verify(key, message, signature);
    }
}
