package io.traceconnector.chainscript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class CanonicalJsonTest {
    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithOtherImplementations(JsonNode vector) {
        String input = vector.path("input").stringValue();
        if (vector.path("valid").booleanValue()) {
            String expected = vector.path("expected").stringValue();
            assertThat(CanonicalJson.canonicalize(input)).isEqualTo(expected);
            assertThat(CanonicalJson.canonicalize(input.getBytes(UTF_8)))
                    .asString(UTF_8)
                    .isEqualTo(expected);
        } else {
            assertThatExceptionOfType(FormatException.class).isThrownBy(() -> CanonicalJson.canonicalize(input));
            assertThatExceptionOfType(FormatException.class)
                    .isThrownBy(() -> CanonicalJson.canonicalize(input.getBytes(UTF_8)));
        }
    }

    static Stream<Arguments> cases() {
        return Vectors.cases("canonical-json.json", "cases", "name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"b\":[true,false,null,\"x\",1.25E1,-3.0E-2,0,-7]}",
                "\"\\u001B\\n\\\"\\\\ / é 😀\"",
                "{\"\":{},\"é\":[],\"ﬁ\":1,\"😀\":2}",
                "1.0E-1",
                "1.25E1",
                "[]"
            })
    void givesCanonicalInputBackWithoutCopying(String canonical) {
        byte[] input = canonical.getBytes(UTF_8);
        assertThat(CanonicalJson.canonicalize(input)).isSameAs(input);
        assertThat(CanonicalJson.canonicalize(canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " 1",
                "1 ",
                "-0",
                "1.0",
                "1.0E0",
                "1.5E1",
                "1.50E0",
                "12.5E0",
                "0.1E1",
                "1E2",
                "1.5e0",
                "1.25E+1",
                "1.5E-01",
                "1.5E00",
                "\"\\u001b\"",
                "\"\\u000A\"",
                "\"\\/\"",
                "\"\\u0041\"",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":1}",
                "[1, 2]"
            })
    void doesNotTakeOtherSpellingsForCanonical(String other) {
        assertThat(CanonicalJson.isCanonical(other.getBytes(UTF_8))).isFalse();
    }

    @Test
    void refusesBytesThatAreNotStrictUtf8() {
        byte[][] malformed = {
            {'"', (byte) 0xC0, (byte) 0x80, '"'},
            {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
            {'"', (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'},
            {'"', (byte) 0xE2, (byte) 0x82, '"'},
            {'"', (byte) 0xFF, '"'},
        };
        for (byte[] json : malformed) {
            assertThatExceptionOfType(FormatException.class).isThrownBy(() -> CanonicalJson.canonicalize(json));
        }
    }

    @Test
    void saysWhereReadingStopped() {
        FormatException e =
                catchThrowableOfType(FormatException.class, () -> CanonicalJson.canonicalize("{\"secret\":1,}"));
        assertThat(e.code()).isEqualTo("json-malformed");
        assertThat(e.offset()).isBetween(12L, 13L);
        assertThat(e).hasMessageNotContaining("secret").hasNoCause();
    }

    @Test
    void writesLargeExponentsOutUpToABound() {
        assertThat(CanonicalJson.canonicalize("1e400")).hasSize(401);
        assertThat(CanonicalJson.canonicalize("1e-1000000000")).isEqualTo("1.0E-1000000000");
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> CanonicalJson.canonicalize("1e1000000000"))
                .extracting(FormatException::code)
                .isEqualTo("json-number");
        String many = "[" + "1e99999,".repeat(20) + "1]";
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> CanonicalJson.canonicalize(many));
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> CanonicalJson.canonicalize("1e99999999999999999999"));
    }

    @Test
    void boundsTheDigitsOfANumberInWhateverSpelling() {
        String atTheBound = "1" + "0".repeat(Json.MAX_NUMBER_LENGTH - 1);
        assertThat(CanonicalJson.canonicalize("1e" + (Json.MAX_NUMBER_LENGTH - 1)))
                .isEqualTo(atTheBound);
        assertThat(CanonicalJson.canonicalize(atTheBound.getBytes(UTF_8)))
                .asString(UTF_8)
                .isEqualTo(atTheBound);
        for (String beyond : new String[] {atTheBound + "0", "1e" + Json.MAX_NUMBER_LENGTH}) {
            assertThatExceptionOfType(FormatException.class)
                    .isThrownBy(() -> CanonicalJson.canonicalize(beyond.getBytes(UTF_8)));
        }
    }

    @Test
    void keepsHalfASurrogatePairInANameAndSortsItByItsOwnValue() {
        assertThat(
                        CanonicalJson.canonicalize(
                                "{\"\\ud83d\\ude00\":1,\"\ue000\":2,\"\\udfff\":3,\"\\ud800\":4,\"\\ud800\\ud800\":5,\"\ud7ff\":6}"))
                .isEqualTo(
                        "{\"\ud7ff\":6,\"\\uD800\":4,\"\\uD800\\uD800\":5,\"\\uDFFF\":3,\"\ue000\":2,\"\ud83d\ude00\":1}");
    }

    @Test
    void keepsTheLastOfEqualNamesHoweverTheyAreSpelled() {
        assertThat(CanonicalJson.canonicalize("{\"b\":[1],\"a\":2,\"\\u0062\":{\"d\":1,\"c\":3,\"d\":4},\"a\":5}"))
                .isEqualTo("{\"a\":5,\"b\":{\"c\":3,\"d\":4}}");
    }

    @Test
    void boundsTheDepth() {
        String atTheBound = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
        assertThat(CanonicalJson.canonicalize(atTheBound)).isEqualTo(atTheBound);
        assertThat(CanonicalJson.canonicalize(atTheBound.getBytes(UTF_8)))
                .asString(UTF_8)
                .isEqualTo(atTheBound);
        for (String beyond : new String[] {"[" + atTheBound + "]", "[".repeat(1_000_000)}) {
            assertThatExceptionOfType(FormatException.class).isThrownBy(() -> CanonicalJson.canonicalize(beyond));
            assertThatExceptionOfType(FormatException.class)
                    .isThrownBy(() -> CanonicalJson.canonicalize(beyond.getBytes(UTF_8)));
        }
    }

    @Test
    void writesDoublesWithTheirShortestDigits() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        assertThat(written(nodes.numberNode(9007199254740992d))).isEqualTo("9007199254740992");
        assertThat(written(nodes.numberNode(1e21))).isEqualTo("1000000000000000000000");
        assertThat(written(nodes.numberNode(Double.MIN_VALUE))).isEqualTo("5.0E-324");
        assertThat(written(nodes.numberNode(-0.0))).isEqualTo("0");
        assertThat(written(nodes.numberNode(0.1f))).isEqualTo("1.0E-1");
    }

    @Test
    void refusesValuesThatJsonDoesNotHave() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        for (JsonNode node : new JsonNode[] {
            nodes.numberNode(Double.NaN),
            nodes.numberNode(Float.POSITIVE_INFINITY),
            nodes.missingNode(),
            nodes.binaryNode(new byte[1]),
            nodes.pojoNode(this)
        }) {
            assertThatExceptionOfType(FormatException.class).isThrownBy(() -> CanonicalJson.write(node));
        }
    }

    private static String written(JsonNode node) {
        return new String(CanonicalJson.write(node), UTF_8);
    }
}
