package io.traceconnector.app.callers.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.BearerToken;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RememberedTokensTest {

    private final FakeTime time = new FakeTime();
    private final RememberedTokens<String> tokens = new RememberedTokens<>(100, time);
    private final Instant later = time.instant().plusSeconds(60);

    private void remember(int weight) {
        for (int i = 0; i < 1000; i++) {
            tokens.remember(BearerToken.of("token" + i).orElseThrow(), "said", later, weight);
        }
    }

    @Test
    void areBoundedInNumber() {
        remember(1);

        assertThat(tokens.remembered()).isEqualTo(100);
    }

    @Test
    void areFewerWhereMuchIsSaidOfEach() {
        remember(25);

        assertThat(tokens.remembered()).isBetween(1L, 4L);
    }
}
