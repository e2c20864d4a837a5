package io.traceconnector.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.chainscript.Algorithms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileKeysTest extends KeyContract {

    @TempDir
    private Path directory;

    @Override
    protected KeyRing ring(Map<OrganisationId, Custody> held) {
        return new ConfiguredKeyRing(
                new PemFiles(directory).configure(held), new KeysConfig(0), Algorithms.platform(), Map.of());
    }

    @Test
    void readsKeysProtectedByAPassphrase() {
        PemFiles files = new PemFiles(directory);
        KeySource rsa = files.encrypted("rsa.pem", TestKeys.RSA, "été 12", "été 12");
        KeySource signing = files.encrypted("sign.pem", TestKeys.ED25519, "secret", "secret");
        OrganisationConfig config = new OrganisationConfig(List.of(rsa), signing, Optional.empty());
        try (KeyRing ring =
                new ConfiguredKeyRing(Map.of(OURS, config), new KeysConfig(0), Algorithms.platform(), Map.of())) {
            assertThat(ring.unwrap(OURS, id(TestKeys.RSA), wrap(TestKeys.RSA, new byte[] {1}), PATIENCE))
                    .isInstanceOf(Unwrap.Unwrapped.class);
        }
    }

    @Test
    void leavesAtItsDeadlineWhereEverySlotIsBusyAndWorksAgainAfterwards() {
        FakeSlowProvider provider = new FakeSlowProvider();
        Map<OrganisationId, OrganisationConfig> config =
                new PemFiles(directory).configure(Map.of(OURS, custody(TestKeys.RSA)));
        try (KeyRing ring =
                new ConfiguredKeyRing(config, new KeysConfig(1), Algorithms.preferring(provider), Map.of())) {
            byte[] block = new byte[256];
            CompletableFuture<Unwrap> busy =
                    CompletableFuture.supplyAsync(() -> ring.unwrap(OURS, id(TestKeys.RSA), block, PATIENCE));
            await().until(provider::busy);
            assertThat(ring.unwrap(OURS, id(TestKeys.RSA), block, Duration.ofMillis(20)))
                    .isInstanceOfSatisfying(
                            Unwrap.Unavailable.class,
                            away -> assertThat(away.reason()).contains("busy until the deadline"));
            provider.release();
            assertThat(busy.join()).isInstanceOf(Unwrap.Unwrapped.class);
            assertThat(ring.unwrap(OURS, id(TestKeys.RSA), block, PATIENCE)).isInstanceOf(Unwrap.Unwrapped.class);
        }
    }

    @Test
    void neverRunsMoreOperationsThanConfigured() {
        FakeSlowProvider provider = new FakeSlowProvider();
        Map<OrganisationId, OrganisationConfig> config =
                new PemFiles(directory).configure(Map.of(OURS, custody(TestKeys.RSA)));
        try (KeyRing ring =
                new ConfiguredKeyRing(config, new KeysConfig(3), Algorithms.preferring(provider), Map.of())) {
            List<CompletableFuture<Unwrap>> calls = java.util.stream.IntStream.range(0, 20)
                    .mapToObj(i -> {
                        CompletableFuture<Unwrap> result = new CompletableFuture<>();
                        Thread.ofVirtual()
                                .start(() ->
                                        result.complete(ring.unwrap(OURS, id(TestKeys.RSA), new byte[256], PATIENCE)));
                        return result;
                    })
                    .toList();
            await().until(() -> provider.running() == 3);
            provider.release();
            calls.forEach(CompletableFuture::join);
            assertThat(provider.mostAtOnce()).isEqualTo(3);
            assertThat(provider.ciphersMade()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void isUnavailableWhereTheProviderFails() {
        Map<OrganisationId, OrganisationConfig> config =
                new PemFiles(directory).configure(Map.of(OURS, custody(TestKeys.RSA)));
        FakeSlowProvider provider = new FakeSlowProvider();
        provider.fail();
        try (KeyRing ring =
                new ConfiguredKeyRing(config, new KeysConfig(1), Algorithms.preferring(provider), Map.of())) {
            assertThat(ring.unwrap(OURS, id(TestKeys.RSA), new byte[256], PATIENCE))
                    .isInstanceOf(Unwrap.Unavailable.class);
        }
    }
}
