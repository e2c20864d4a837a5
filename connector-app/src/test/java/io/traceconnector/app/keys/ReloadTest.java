package io.traceconnector.app.keys;

import static io.traceconnector.app.keys.KeyContract.OURS;
import static io.traceconnector.app.keys.KeyContract.PATIENCE;
import static io.traceconnector.app.keys.KeyContract.custody;
import static io.traceconnector.app.keys.KeyContract.id;
import static io.traceconnector.app.keys.KeyContract.wrap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.chainscript.Algorithms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New keys take the place of old ones while the ring is in use. */
final class ReloadTest {

    @TempDir
    private Path directory;

    private PemFiles files;

    @BeforeEach
    void files() {
        files = new PemFiles(directory);
    }

    @Test
    void opensWithAKeyThatWasAdded() {
        try (ConfiguredKeyRing ring = ring(Algorithms.platform(), custody(TestKeys.RSA))) {
            String before = ring.fingerprint(OURS);

            List<KeyChange> changes = ring.reload(configured(custody(TestKeys.RSA_3072, TestKeys.RSA)));

            assertThat(changes)
                    .containsExactly(new KeyChange(
                            OURS, List.of(id(TestKeys.RSA_3072)), List.of(), false, List.of(), List.of()));
            assertThat(ring.fingerprint(OURS)).isNotEqualTo(before);
            assertThat(ring.unwrap(OURS, id(TestKeys.RSA_3072), wrap(TestKeys.RSA_3072, new byte[] {1}), PATIENCE))
                    .isInstanceOf(Unwrap.Unwrapped.class);
        }
    }

    @Test
    void opensNoMoreWithAKeyThatWasRemoved() {
        try (ConfiguredKeyRing ring = ring(Algorithms.platform(), custody(TestKeys.RSA_3072, TestKeys.RSA))) {
            assertThat(ring.reload(configured(custody(TestKeys.RSA_3072))))
                    .containsExactly(
                            new KeyChange(OURS, List.of(), List.of(id(TestKeys.RSA)), false, List.of(), List.of()));
            assertThat(ring.unwrap(OURS, id(TestKeys.RSA), wrap(TestKeys.RSA, new byte[] {1}), PATIENCE))
                    .isInstanceOf(Unwrap.Unavailable.class);
        }
    }

    @Test
    void signsWithTheNewKeyAndNeverAgainWithTheOldOne() {
        try (ConfiguredKeyRing ring = ring(Algorithms.platform(), custody(TestKeys.RSA))) {
            SigningKey old = ring.signingKey(OURS);

            List<KeyChange> changes = ring.reload(configured(new Custody(List.of(TestKeys.RSA), TestKeys.EC)));

            assertThat(changes).containsExactly(new KeyChange(OURS, List.of(), List.of(), true, List.of(), List.of()));
            assertThat(ring.signingKey(OURS).publicKeyPem())
                    .isEqualTo(TestKeys.EC.publicKey().pemBytes().toByteArray());
            assertThat(ring.signingKey(OURS).sign(new byte[] {1})).isNotEmpty();
            assertThatThrownBy(() -> old.sign(new byte[] {1})).isInstanceOf(KeyReplacedException.class);
        }
    }

    @Test
    void letsARunningOperationEndWithTheOldKey() {
        FakeSlowProvider provider = new FakeSlowProvider();
        try (ConfiguredKeyRing ring = ring(Algorithms.preferring(provider), custody(TestKeys.RSA))) {
            CompletableFuture<Unwrap> running =
                    CompletableFuture.supplyAsync(() -> ring.unwrap(OURS, id(TestKeys.RSA), new byte[256], PATIENCE));
            await().until(provider::busy);

            ring.reload(configured(custody(TestKeys.RSA_3072)));
            assertThat(running).isNotDone();
            provider.release();

            assertThat(running.join()).isInstanceOf(Unwrap.Unwrapped.class);
        }
    }

    @Test
    void keepsTheOldKeysWhereOneOfTheNewOnesCannotBeLoaded() {
        try (ConfiguredKeyRing ring = ring(Algorithms.platform(), custody(TestKeys.RSA))) {
            OrganisationConfig broken = new OrganisationConfig(
                    List.of(files.write("new.pem", TestKeys.RSA_3072.unprotectedText())),
                    files.write("junk.pem", "junk"),
                    Optional.empty());

            assertThatThrownBy(() -> ring.reload(Map.of(OURS, broken)))
                    .isInstanceOf(KeysException.class)
                    .hasMessageContaining("junk.pem");

            assertThat(ring.decryptionKeys(OURS)).containsExactly(DecryptionKey.of(TestKeys.RSA.publicKey()));
            assertThat(ring.unwrap(OURS, id(TestKeys.RSA), wrap(TestKeys.RSA, new byte[] {1}), PATIENCE))
                    .isInstanceOf(Unwrap.Unwrapped.class);
        }
    }

    @Test
    void refusesOtherOrganisations() {
        try (ConfiguredKeyRing ring = ring(Algorithms.platform(), custody(TestKeys.RSA))) {
            Map<OrganisationId, OrganisationConfig> others =
                    files.configure(Map.of(new OrganisationId("others"), custody(TestKeys.RSA)));
            assertThatThrownBy(() -> ring.reload(others)).hasMessageContaining("restart");
        }
    }

    @Test
    void changesNothingWhereTheKeysAreTheSame() {
        try (ConfiguredKeyRing ring = ring(Algorithms.platform(), custody(TestKeys.RSA))) {
            String before = ring.fingerprint(OURS);
            assertThat(ring.reload(configured(custody(TestKeys.RSA)))).isEmpty();
            assertThat(ring.fingerprint(OURS)).isEqualTo(before);
        }
    }

    private ConfiguredKeyRing ring(Algorithms algorithms, Custody custody) {
        return new ConfiguredKeyRing(configured(custody), new KeysConfig(1), algorithms, Map.of());
    }

    private Map<OrganisationId, OrganisationConfig> configured(Custody custody) {
        return files.configure(Map.of(OURS, custody));
    }
}
