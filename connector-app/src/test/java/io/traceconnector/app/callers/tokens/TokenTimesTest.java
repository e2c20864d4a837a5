package io.traceconnector.app.callers.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.app.callers.JwtForm;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A token counts from its first second to its last, give or take a minute. */
final class TokenTimesTest {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final FakeTime time = new FakeTime();
    private final long now = time.instant().getEpochSecond();
    private final TokenTimes times = new TokenTimes(time, Duration.ofSeconds(60));

    /** Seconds from now; {@code exp} and {@code iat} always there. */
    static Stream<Map<String, Long>> good() {
        return Stream.of(
                Map.of("exp", 300L, "iat", 0L),
                Map.of("exp", -1L, "iat", -300L),
                Map.of("exp", -59L, "iat", -300L),
                Map.of("exp", 300L, "iat", 0L, "nbf", 59L),
                Map.of("exp", 300L, "iat", 60L),
                Map.of("exp", 3600L, "iat", 0L),
                Map.of("exp", 3660L, "iat", 60L));
    }

    @ParameterizedTest
    @MethodSource("good")
    void countsWithinItsTimesAndTheSkew(Map<String, Long> offsets) {
        assertThat(times.expiry(token(absolute(offsets)), LONGEST))
                .isEqualTo(time.instant().plusSeconds(offsets.getOrDefault("exp", 0L)));
    }

    static Stream<Map<String, Long>> bad() {
        return Stream.of(
                Map.of("exp", -60L, "iat", -300L),
                Map.of("exp", -61L, "iat", -300L),
                Map.of("exp", 300L, "iat", 0L, "nbf", 61L),
                Map.of("exp", 300L, "iat", 61L),
                Map.of("exp", 3601L, "iat", 0L),
                Map.of("exp", 300L),
                Map.of("iat", 0L));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void isRefusedOutsideOfThem(Map<String, Long> offsets) {
        assertThatThrownBy(() -> times.expiry(token(absolute(offsets)), LONGEST))
                .isInstanceOf(RefusedTokenException.class);
    }

    static Stream<Arguments> notTimes() {
        return Stream.of(
                Arguments.of("exp", 1.5),
                Arguments.of("exp", "1795350000"),
                Arguments.of("exp", true),
                Arguments.of("exp", -1L),
                Arguments.of("exp", 253_402_300_800L),
                Arguments.of("iat", 1_795_000_000.25),
                Arguments.of("iat", "0"),
                Arguments.of("nbf", "0"),
                Arguments.of("nbf", Map.of()));
    }

    @ParameterizedTest
    @MethodSource("notTimes")
    void takesWholeSecondsAndNothingElseForATime(String claim, Object value) {
        Map<String, Object> claims = new TreeMap<>(absolute(Map.of("exp", 300L, "iat", 0L)));
        claims.put(claim, value);
        assertThatThrownBy(() -> times.expiry(token(claims), LONGEST)).isInstanceOf(RefusedTokenException.class);
    }

    private Map<String, Long> absolute(Map<String, Long> offsets) {
        Map<String, Long> claims = new TreeMap<>();
        offsets.forEach((name, offset) -> claims.put(name, now + offset));
        return claims;
    }

    private static JwtForm token(Map<String, ?> claims) {
        return JwtForm.read(TestJwt.unsigned(Map.of("alg", "none"), claims, "")).orElseThrow();
    }
}
