package io.traceconnector.app.decrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecryptConfigTest {

    @Test
    void takesWhatIsWithinBounds() {
        assertThat(config(1 << 20, 256, Duration.ofSeconds(1), Map.of()).maxRecipients())
                .isEqualTo(256);
    }

    @Test
    void namesTheKeyThatIsOutOfBounds() {
        assertThatThrownBy(() -> config(1, 256, Duration.ofSeconds(1), Map.of()))
                .hasMessageStartingWith("max-link-size");
        assertThatThrownBy(() -> config(1 << 20, 0, Duration.ofSeconds(1), Map.of()))
                .hasMessageStartingWith("max-recipients");
        assertThatThrownBy(() -> config(1 << 20, 256, Duration.ZERO, Map.of()))
                .hasMessageStartingWith("unwrap-deadline");
        assertThatThrownBy(() ->
                        config(1 << 20, 256, Duration.ofSeconds(1), Map.of("211", Map.of("alice", List.of("no key")))))
                .hasMessageStartingWith("pinned-signers.211.alice");
    }

    private static DecryptConfig config(
            long size, int recipients, Duration deadline, Map<String, Map<String, List<String>>> pinned) {
        return new DecryptConfig(
                size,
                recipients,
                100,
                Duration.ofMinutes(1),
                100,
                0,
                deadline,
                Duration.ofSeconds(1),
                new KeptConfig(true, 1000),
                pinned);
    }
}
