package io.traceconnector.app.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {

    @Test
    void readsSecondsAndDates() {
        assertThat(RetryAfter.parse(" 7 ", FakePace.START)).contains(Duration.ofSeconds(7));
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 10:00:09 GMT", FakePace.START))
                .contains(Duration.ofSeconds(9));
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 09:00:00 GMT", FakePace.START))
                .contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999", "Sun, 99 Mar 2026 10:00:09 GMT"})
    void ignoresWhatIsNeither(String value) {
        assertThat(RetryAfter.parse(value, FakePace.START)).isEmpty();
    }
}
