package io.traceconnector.app.keys.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.SecretSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HsmConfigTest {

    @Test
    void namesATokenInExactlyOneWay() {
        assertThat(config(Optional.of("a"), Optional.empty(), 8, 16, 1000).token())
                .isEqualTo("the token labelled a");
        assertThat(config(Optional.empty(), Optional.of(0L), 8, 16, 1000).token())
                .isEqualTo("the token in slot 0");
        assertRefused("exactly one of", Optional.of("a"), Optional.of(1L), 8, 16, 1000);
        assertRefused("exactly one of", Optional.empty(), Optional.empty(), 8, 16, 1000);
        assertRefused("slot", Optional.empty(), Optional.of(-1L), 8, 16, 1000);
    }

    @Test
    void keepsItsBounds() {
        assertRefused("sessions must be", Optional.of("a"), Optional.empty(), 0, 16, 1000);
        assertRefused("sessions must be", Optional.of("a"), Optional.empty(), 1025, 2000, 1000);
        assertRefused("threads must be", Optional.of("a"), Optional.empty(), 8, 7, 1000);
        assertRefused("threads must be", Optional.of("a"), Optional.empty(), 8, 5000, 1000);
        assertRefused("retry must be", Optional.of("a"), Optional.empty(), 8, 16, 9);
        assertRefused("max-retry must be", Optional.of("a"), Optional.empty(), 8, 16, 31_000);
    }

    private static void assertRefused(
            String message, Optional<String> label, Optional<Long> slot, int sessions, int threads, int retry) {
        assertThatThrownBy(() -> config(label, slot, sessions, threads, retry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static HsmConfig config(Optional<String> label, Optional<Long> slot, int sessions, int threads, int retry) {
        return new HsmConfig(
                Path.of("/lib.so"),
                label,
                Optional.empty(),
                slot,
                new SecretSource("env:PIN"),
                sessions,
                threads,
                Duration.ofMillis(retry),
                Duration.ofSeconds(30));
    }
}
