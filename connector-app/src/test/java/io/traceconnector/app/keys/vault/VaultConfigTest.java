package io.traceconnector.app.keys.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.SecretSource;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VaultConfigTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://vault.example.com:8200",
                "ftp://localhost",
                "https://user:word@vault.example.com",
                "https://vault.example.com/v1/transit",
                "https://vault.example.com?x=y",
                "https:opaque"
            })
    void refusesAUrlThatATokenMustNotGoTo(String url) {
        assertThatThrownBy(() -> config(url, "transit", Duration.ofSeconds(10), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://vault.example.com:8200",
                "https://vault.example.com/",
                "http://127.0.0.1:8100",
                "http://[::1]:8100"
            })
    void reachesItsKeysBelowItsMount(String url) {
        VaultConfig config = config(url, "teams/acme/transit", Duration.ofSeconds(10), 1);
        assertThat(config.endpoint("keys/acme"))
                .isEqualTo(URI.create(url.replaceAll("/$", "") + "/v1/teams/acme/transit/keys/acme"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/transit", "transit/", "../sys", "a b", "a//b"})
    void refusesAMountThatIsNoPath(String mount) {
        assertThatThrownBy(() -> config("https://localhost", mount, Duration.ofSeconds(10), 1))
                .hasMessageContaining("mount");
    }

    @Test
    void boundsTimeAndConcurrency() {
        assertThatThrownBy(() -> config("https://localhost", "transit", Duration.ofSeconds(31), 1))
                .hasMessageContaining("timeout");
        assertThatThrownBy(() -> config("https://localhost", "transit", Duration.ZERO, 1))
                .hasMessageContaining("timeout");
        assertThatThrownBy(() -> config("https://localhost", "transit", Duration.ofSeconds(1), 0))
                .hasMessageContaining("concurrency");
    }

    private static VaultConfig config(String url, String mount, Duration timeout, int concurrency) {
        return new VaultConfig(
                URI.create(url),
                mount,
                Optional.empty(),
                new SecretSource("env:VAULT_TOKEN"),
                Optional.empty(),
                timeout,
                concurrency);
    }
}
