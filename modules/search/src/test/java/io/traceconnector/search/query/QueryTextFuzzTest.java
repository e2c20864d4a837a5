package io.traceconnector.search.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.ProblemException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QueryTextFuzzTest {

    private static final QueryLimits LIMITS = new QueryLimits(500, 50, 10);

    @Property(tries = 5_000)
    void readsOrRefusesAnyTextWithItsPlace(@ForAll("texts") String text, @ForAll Operator operator) {
        try {
            assertThat(QueryText.read(text, "q", LIMITS.budget(), operator)).isNotNull();
        } catch (ProblemException refused) {
            assertThat(refused.code()).isIn("bad_query", "too_complex");
            assertThat((Integer) refused.members().get("position")).isBetween(0, text.length());
            assertThat((String) refused.members().get("suggestion")).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "a",
                "word",
                ":",
                "\"",
                "(",
                ")",
                "[",
                "]",
                "{",
                "}",
                " ",
                "AND",
                "OR",
                "NOT",
                " TO ",
                "-",
                "+",
                "!",
                "~",
                "^",
                "*",
                "?",
                "\\",
                ">",
                "<",
                "=",
                "1",
                "2.5",
                "&&",
                "||",
                ".",
                "é",
                "\uD83D\uDE00",
                "\u0000",
                "\t");
        return pieces.list().ofMaxSize(25).map(list -> String.join("", list));
    }
}
