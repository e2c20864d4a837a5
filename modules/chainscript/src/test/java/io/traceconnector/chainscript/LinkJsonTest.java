package io.traceconnector.chainscript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

class LinkJsonTest {
    @Test
    void takesProtobufNamesUrlSafeBase64AndQuotedNumbers() {
        Link lenient = LinkJson.read("""
                {"version":"1.0.0","data":"-_8","meta":{"client_id":"c","prev_link_hash":"__8=","priority":"2.5","out_degree":"-1",
                 "map_id":"m","refs":[{"link_hash":"AQ"}]},"signatures":[{"payload_path":"p","public_key":"AQ==","signature":"Ag=="}]}
                """);
        Link strict = LinkJson.read("""
                {"version":"1.0.0","data":"+/8=","meta":{"clientId":"c","prevLinkHash":"//8=","priority":2.5,"outDegree":-1.0,
                 "mapId":"m","refs":[{"linkHash":"AQ=="}]},"signatures":[{"payloadPath":"p","publicKey":"AQ==","signature":"Ag=="}]}
                """);
        assertThat(lenient).isEqualTo(strict);
    }

    @Test
    void passesOverUnknownKeysAndNulls() {
        Link link = LinkJson.read("""
                {"x":{"version":["9"]},"version":"1.0.0","data":null,"meta":{"y":[1,{"z":2}],"tags":null,"mapId":"m"},"signatures":null}
                """);
        assertThat(link).isEqualTo(LinkJson.read("{\"version\":\"1.0.0\",\"meta\":{\"mapId\":\"m\"}}"));
    }

    @Test
    void takesTheLastOfTwoEqualKeys() {
        Link link =
                LinkJson.read("{\"version\":\"\",\"version\":\"1.0.0\",\"meta\":{\"action\":\"a\",\"action\":\"\"}}");
        assertThat(link.version()).isEqualTo("1.0.0");
        assertThat(link.explicitZeros()).isEqualTo(ExplicitZeros.NONE);
        assertThat(link.meta().explicitZeros().has("action")).isTrue();
    }

    @Test
    void tellsAnEmptyMessageFromAnAbsentOne() {
        Link empty = LinkJson.read("{\"version\":\"1.0.0\",\"meta\":{\"process\":{}}}");
        Link absent = LinkJson.read("{\"version\":\"1.0.0\",\"meta\":{}}");
        assertThat(empty.meta().hasProcess()).isTrue();
        assertThat(absent.meta().hasProcess()).isFalse();
        assertThat(absent.hasMeta()).isTrue();
        assertThat(LinkJson.read("{\"version\":\"1.0.0\"}").hasMeta()).isFalse();
        assertThat(LinkHashing.of(empty)).isNotEqualTo(LinkHashing.of(absent));
        assertThat(LinkJson.write(empty)).asString(UTF_8).contains("\"process\":{}");
    }

    @Test
    void readsALinkInTheMiddleOfADocument() {
        try (JsonParser in = Json.FACTORY.createParser(
                ObjectReadContext.empty(), "[{\"version\":\"1.0.0\",\"meta\":{\"mapId\":\"m\"}},7]")) {
            in.nextToken();
            in.nextToken();
            assertThat(LinkJson.read(in).meta().mapId()).isEqualTo("m");
            assertThat(in.currentToken()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(in.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
        }
    }

    @Test
    void hashesExplicitZerosAsAClientInJavaScriptDoes() {
        String client = "\"clientId\":\"github.com/stratumn/js-chainscript\"";
        Link plain = LinkJson.read(
                "{\"version\":\"1.0.0\",\"meta\":{" + client + ",\"process\":{\"name\":\"p\"},\"mapId\":\"m\"}}");
        Link zeros = LinkJson.read("{\"version\":\"1.0.0\",\"meta\":{" + client
                + ",\"priority\":0,\"outDegree\":0,\"process\":{\"name\":\"p\"},\"mapId\":\"m\"}}");
        assertThat(LinkHashing.of(zeros)).isEqualTo(LinkHashing.of(plain));
        assertThat(LinkHashing.explicit(zeros)).isNotEqualTo(LinkHashing.of(zeros));
        assertThat(LinkHashing.matches(zeros, LinkHashing.explicit(zeros))).isTrue();
        assertThat(LinkHashing.matches(plain, LinkHashing.explicit(zeros))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{\"version\":1}",
                "{\"data\":\"?\"}",
                "{\"data\":[]}",
                "{\"meta\":[]}",
                "{\"meta\":{\"priority\":\"NaN\"}}",
                "{\"meta\":{\"priority\":1e400}}",
                "{\"meta\":{\"priority\":true}}",
                "{\"meta\":{\"outDegree\":0.5}}",
                "{\"meta\":{\"outDegree\":2147483648}}",
                "{\"meta\":{\"outDegree\":\"0x1\"}}",
                "{\"meta\":{\"refs\":[null]}}",
                "{\"meta\":{\"tags\":[1]}}",
                "{\"meta\":{\"tags\":\"a\"}}",
                "{\"meta\":{\"mapId\":\"\\ud800\"}}",
                "{\"signatures\":{}}",
                "{} {}",
                "{}]"
            })
    void refusesWhatIsNotALink(String json) {
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> LinkJson.read(json.getBytes(UTF_8)));
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> LinkJson.read(json));
    }

    @Test
    void refusesToHashAnotherVersion() {
        Link link = LinkJson.read("{\"version\":\"0.9.0\"}");
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> LinkHashing.of(link))
                .extracting(FormatException::code)
                .isEqualTo("link-version");
    }

    @Test
    void keepsTheSignOfANegativeZeroPriority() {
        Link link = LinkJson.read("{\"version\":\"1.0.0\",\"meta\":{\"priority\":-0.0}}");
        assertThat(LinkHashing.of(LinkJson.read(LinkJson.write(link)))).isEqualTo(LinkHashing.of(link));
        assertThat(LinkHashing.of(link))
                .isNotEqualTo(LinkHashing.of(LinkJson.read("{\"version\":\"1.0.0\",\"meta\":{}}")));
    }
}
