package io.traceconnector.app.callers.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a credential was narrowed to holds for the path that is served, however the request spells it. */
final class PathPatternsTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/**, /api/v1/search",
        "/api/v1/**, /api/v1/traces/1/links",
        "/api/v1/**, /api/v1",
        "/api/v1/**, /api/v1/",
        "/api/v1/search, /api/v1/search",
        "/api/v1/search, /api/v1/search/",
        "/api/*/search, /api/v1/search",
        "/api/v1/traces/*/links, /api/v1/traces/9/links",
        "/api/v1/s*, /api/v1/search",
        "/api/v1/s*r*h, /api/v1/search",
        "/**/links, /api/v1/traces/1/links",
        "/**, /anything/at/all",
        "/**, /"
    })
    void allow(String pattern, String path) {
        assertThat(PathPatterns.allow(List.of(pattern), path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/search, /api/v1/searching",
        "/api/v1/search, /api/v1/search/suggest",
        "/api/v1/search/**, /api/v1/searching",
        "/api/v1/**, /API/v1/search",
        "/api/v1/**, /api/v10/search",
        "/api/v1/**, /account/info",
        "/api/*, /api/v1/search",
        "/api/v1/s*r, /api/v1/search",
        "/api/v1/aa*a, /api/v1/aa",
        "/api/v1/**, /api/v1%2Fsearch",
        "/api/v1/traces/*, /api/v1/traces",
        "/api/v1/straße, /api/v1/strasse",
        "api, /"
    })
    void refuse(String pattern, String path) {
        assertThat(PathPatterns.allow(List.of(pattern), path)).isFalse();
    }

    @Test
    void allowNothingWithoutAPattern() {
        assertThat(PathPatterns.allow(List.of(), "/api/v1/search")).isFalse();
        assertThat(PathPatterns.allow(List.of(""), "/api/v1/search")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 2_000})
    void takeNoLongerForManyWildcardsThanTheirNumberTimesThePaths(int count) {
        String pattern = "/**/a".repeat(100) + "/b";
        assertThat(PathPatterns.allow(List.of(pattern), "/a".repeat(count))).isFalse();
    }

    @Test
    void haveInCommonWhatTheNarrowerOneSays() {
        assertThat(PathPatterns.common(Set.of("/api/v1/search"), List.of("/api/v1/**")))
                .containsExactly("/api/v1/search");
        assertThat(PathPatterns.common(Set.of("/**"), List.of("/api/v1/**"))).containsExactly("/api/v1/**");
        assertThat(PathPatterns.common(Set.of("/account/**"), List.of("/api/v1/**")))
                .isEmpty();
        assertThat(PathPatterns.common(Set.of("/api/**"), List.of())).isEmpty();
        assertThat(PathPatterns.common(Set.of(), List.of("/api/**"))).isEmpty();
    }

    /** Never more than both allow. */
    @Property(tries = 2_000)
    void haveNothingInCommonThatOneOfThemRefuses(
            @ForAll("patterns") String one, @ForAll("patterns") String other, @ForAll("paths") String path) {
        boolean both = PathPatterns.allow(List.of(one), path) && PathPatterns.allow(List.of(other), path);
        assertThat(both || !PathPatterns.allow(PathPatterns.common(Set.of(one), List.of(other)), path))
                .isTrue();
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of("a", "b", "*", "**", "a*", "*b")
                .list()
                .ofMaxSize(4)
                .map(PathPatternsTest::path);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "b", "ab").list().ofMaxSize(4).map(PathPatternsTest::path);
    }

    private static String path(List<String> segments) {
        return "/" + String.join("/", segments);
    }
}
