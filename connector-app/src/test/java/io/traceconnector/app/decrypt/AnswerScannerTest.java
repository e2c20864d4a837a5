package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class AnswerScannerTest {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "-",
                "+1",
                "1.",
                ".5",
                "1e",
                "1e+",
                "-a",
                "0x1",
                "1.e1",
                "NaN",
                "tru",
                "nul",
                "True",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12\"",
                "\"\t\"",
                "\"a\nb\"",
                "'a'",
                "\"a",
                "1 2",
                "[1,]",
                "{\"a\":1,}",
                "{1:1}",
                "\u000b1"
            })
    void refusesWhatIsNoValue(String value) {
        assertThat(accepts(value)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1.0e5",
                "1152921504606846976",
                "-1.50E-007",
                "true",
                "\"\\u00e9\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                "\"\u007f\ud83d\ude00\"",
                " [ ] ",
                "{ }",
                "{\"a\" : [ { } , null ] }",
                "\"\\ud800\"",
                "\"\""
            })
    void acceptsValues(String value) {
        assertThat(accepts(value)).isTrue();
    }

    @Property(tries = 3_000)
    void agreesWithAStrictReader(@ForAll("nearlyJson") String value) {
        assertThat(accepts(value)).isEqualTo(strictly(value));
    }

    @Provide
    Arbitrary<String> nearlyJson() {
        return Arbitraries.of(
                        "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "1", "-", ".", "0", "e", "E+", "true", "false",
                        "null", " ", "\n", "\\", "\\u00e9", "\\n", "[]", "{\"a\":", "[1,", "x", "é")
                .list()
                .ofMaxSize(9)
                .map(pieces -> String.join("", pieces));
    }

    private static boolean accepts(String value) {
        String answer = "{\"errors\":" + value + "}";
        try {
            return AnswerTrial.of(new FakeLinkOpener())
                    .rewrite("{l {raw}}", answer)
                    .equals(answer);
        } catch (AnswerException e) {
            return false;
        }
    }

    private static boolean strictly(String value) {
        try {
            return STRICT.readTree(("{\"errors\":" + value + "}").getBytes(UTF_8))
                    .has("errors");
        } catch (JacksonException e) {
            return false;
        }
    }
}
