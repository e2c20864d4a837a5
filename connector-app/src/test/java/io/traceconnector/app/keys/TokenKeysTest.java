package io.traceconnector.app.keys;

import static io.traceconnector.app.keys.KeyContract.OURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys that sign tokens come and go with the others. */
final class TokenKeysTest {

    @TempDir
    private Path directory;

    @Test
    void areThereInTheOrderInWhichTheyAreListed() {
        try (ConfiguredKeyRing ring = ring(TestKeys.EC, TestKeys.RSA_3072, TestKeys.ED25519)) {
            assertThat(ring.tokenKeys(OURS))
                    .extracting(SigningKey::publicKeyPem)
                    .containsExactly(pem(TestKeys.EC), pem(TestKeys.RSA_3072), pem(TestKeys.ED25519));
            assertThat(ring.tokenKeys(OURS))
                    .allSatisfy(key -> assertThat(key.sign(new byte[] {1})).isNotEmpty());
        }
    }

    @Test
    void areNoneWhereNoneIsListed() {
        try (ConfiguredKeyRing ring = ring()) {
            assertThat(ring.tokenKeys(OURS)).isEmpty();
        }
    }

    @Test
    void areReplacedByAReload() {
        try (ConfiguredKeyRing ring = ring(TestKeys.EC)) {
            SigningKey old = ring.tokenKeys(OURS).getFirst();

            List<KeyChange> changes = ring.reload(Map.of(OURS, config(TestKeys.ED25519, TestKeys.EC)));

            assertThat(changes)
                    .containsExactly(
                            new KeyChange(OURS, List.of(), List.of(), false, List.of(id(TestKeys.ED25519)), List.of()));
            assertThat(ring.tokenKeys(OURS))
                    .extracting(SigningKey::publicKeyPem)
                    .containsExactly(pem(TestKeys.ED25519), pem(TestKeys.EC));
            assertThatThrownBy(() -> old.sign(new byte[] {1})).isInstanceOf(KeyReplacedException.class);
            assertThat(ring.reload(Map.of(OURS, config(TestKeys.ED25519))))
                    .containsExactly(
                            new KeyChange(OURS, List.of(), List.of(), false, List.of(), List.of(id(TestKeys.EC))));
        }
    }

    @Test
    void areRefusedWhereOneIsListedTwice() {
        assertThatThrownBy(() -> ring(TestKeys.EC, TestKeys.EC))
                .isInstanceOf(KeysException.class)
                .hasMessageContaining("key_duplicate");
    }

    private ConfiguredKeyRing ring(PrivateKeyPem... keys) {
        return new ConfiguredKeyRing(Map.of(OURS, config(keys)), new KeysConfig(1), Algorithms.platform(), Map.of());
    }

    private OrganisationConfig config(PrivateKeyPem... keys) {
        PemFiles files = new PemFiles(directory);
        return new OrganisationConfig(
                List.of(files.write("decryption.pem", TestKeys.RSA.unprotectedText())),
                files.write("signing.pem", TestKeys.ED25519.unprotectedText()),
                Stream.of(keys)
                        .map(key -> files.write(
                                "token-" + key.publicKey().fingerprint().hex() + ".pem", key.unprotectedText()))
                        .toList(),
                Optional.empty());
    }

    private static KeyId id(PrivateKeyPem key) {
        return new KeyId(key.publicKey().fingerprint().hex());
    }

    private static byte[] pem(PrivateKeyPem key) {
        return key.publicKey().pemBytes().toByteArray();
    }
}
