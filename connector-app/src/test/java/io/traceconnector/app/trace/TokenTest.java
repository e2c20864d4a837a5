package io.traceconnector.app.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenTest {

    private static final Instant NOW = FakePace.START;

    @Test
    void isRenewedThirtySecondsBeforeItEnds() {
        Token token = Token.issued(jwt("{\"exp\":" + NOW.plusSeconds(600).getEpochSecond() + "}"), NOW);
        assertThat(token.fresh(NOW.plusSeconds(569))).isTrue();
        assertThat(token.fresh(NOW.plusSeconds(570))).isFalse();
    }

    @Test
    void isUsedForMostOfAShortLife() {
        Token token = Token.issued(jwt("{\"exp\":" + NOW.plusSeconds(8).getEpochSecond() + "}"), NOW);
        assertThat(token.fresh(NOW.plusSeconds(5))).isTrue();
        assertThat(token.fresh(NOW.plusSeconds(6))).isFalse();
    }

    @Test
    void readsAFractionalEnd() {
        Token token = Token.issued(jwt("{\"exp\":" + NOW.plusSeconds(600).getEpochSecond() + ".75}"), NOW);
        assertThat(token.renewal()).contains(NOW.plusSeconds(570).plus(Duration.ofMillis(750)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.b", "a.!!!.c", "a.e30.c", "a.bm90IGpzb24.c"})
    void isUsedUntilItIsRefusedWhereItTellsNoEnd(String value) {
        assertThat(Token.issued(value, NOW).fresh(NOW.plus(Duration.ofDays(365))))
                .isTrue();
    }

    @Test
    void doesNotShowItself() {
        assertThat(Token.issued(jwt("{\"exp\":1}"), NOW)).asString().doesNotContain("e30");
    }

    private static String jwt(String claims) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }
}
