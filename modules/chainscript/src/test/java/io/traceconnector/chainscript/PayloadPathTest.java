package io.traceconnector.chainscript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

class PayloadPathTest {
    private final Link link = LinkJson.read(Vectors.load("payload-paths.json").path("linkJson"));

    static Stream<Arguments> paths() {
        return Vectors.cases("payload-paths.json", "cases", "payloadPath");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void selectsWhatOthersSelect(JsonNode vector) {
        PayloadPath path = PayloadPath.parse(vector.path("payloadPath").stringValue());
        assertThat(path.payload(link))
                .asString(UTF_8)
                .isEqualTo(vector.path("canonicalPayload").stringValue());
        assertThat(HexFormat.of().formatHex(LinkSignatures.digest(link, path)))
                .isEqualTo(vector.path("signedBytesHex").stringValue());
    }

    @ParameterizedTest
    @MethodSource("paths")
    void selectsWhatClientsInGoSelect(JsonNode vector) {
        PayloadPath path = PayloadPath.parse(vector.path("payloadPath").stringValue());
        String expected = vector.path("goCanonicalPayload")
                .asString(vector.path("canonicalPayload").stringValue());
        assertThat(path.payload(link, PayloadView.WITH_DEFAULTS))
                .asString(UTF_8)
                .isEqualTo(expected);
    }

    @Test
    void coversAllOnlyByTheDefaultPath() {
        assertThat(PayloadPath.parse("").covers()).isEqualTo(Coverage.ALL);
        assertThat(PayloadPath.parse("[version,data,meta]").covers()).isEqualTo(Coverage.ALL);
        assertThat(PayloadPath.parse("[version,data,meta,signatures]").covers()).isEqualTo(Coverage.PART);
        assertThat(PayloadPath.parse("[version]").covers()).isEqualTo(Coverage.PART);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "a.b~2",
                "a.\"b\"~2",
                "\"a\".b~2",
                "a.x.y~null",
                "l[0]~1",
                "l[-1]~4",
                "l[9]~null",
                "l[1:3]~[2,3]",
                "l[::-1]~[4,3,2,1]",
                "l[:2]~[1,2]",
                "l[-2:]~[3,4]",
                "l[::2]~[1,3]",
                "o[*].n~[1,2]",
                "o[].n~[1,2]",
                "o[?n==m].n~[2]",
                "o[?n<m].m~[5]",
                "o[?!(n==m)].n~[1]",
                "o[*].[n,m]~[[1,5],[2,2]]",
                "o[*].{x:n}~[{\"x\":1},{\"x\":2}]",
                "{x:a.b,\"y z\":l[0]}~{\"x\":2,\"y z\":1}",
                "h.*~[1,2]",
                "*.b~[2]",
                "nested[]~[1,[2],3]",
                "nested[][]~[1,2,3]",
                "nested[*][0]~[1,3]",
                "x || a.b~2",
                "a && l[0]~1",
                "!x~true",
                "l[*] | [0]~1",
                "o[*].n | [1]~2",
                "(x || a).b~2",
                "@.a.b~2",
                "[0]~null",
                "a.b == l[1]~true",
                "l[0] < x~null",
                "h.* | [0]~1"
            })
    void evaluatesAsJmesPathDoes(String path, String expected) {
        JsonNode data = Json.tree("""
                {"a":{"b":2},"l":[1,2,3,4],"o":[{"n":1,"m":5},{"n":2,"m":2}],"h":{"p":1,"q":2},"nested":[[1,[2]],[3]]}
                """);
        JsonNode value = new JmesEvaluation((object, name) -> NullNode.getInstance()).of(JmesParser.parse(path), data);
        assertThat(value).isEqualTo(Json.tree(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`1`",
                "'x'",
                "length(@)",
                "[version,`\"x\"`]",
                "meta.tags[?@=='x']",
                "sort_by(@,&x)",
                "a.",
                ".a",
                "a..b",
                "[",
                "]",
                "[a",
                "[]]",
                "[a,]",
                "{a}",
                "{a:}",
                "{a:b",
                "a b",
                "a[b]",
                "l[1",
                "l[::0]",
                "l[99999999999]",
                "l[-]",
                "-",
                "\"a",
                "\"\\x\"",
                "a[",
                "[?a",
                "[?]",
                "()",
                "(a",
                "!",
                "a ||",
                "&a",
                "#",
                "a[1:2:3:4]",
                "é"
            })
    void refusesLiteralsFunctionsAndWhatIsNoPath(String path) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> PayloadPath.parse(path))
                .extracting(FormatException::code)
                .isEqualTo("payload-path");
    }

    @Test
    void refusesALongPath() {
        assertThat(PayloadPath.parse("a".repeat(1024)).payload(link))
                .asString(UTF_8)
                .isEqualTo("null");
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> PayloadPath.parse("a".repeat(1025)));
        assertThat(PayloadPath.parse("(".repeat(500) + "@" + ")".repeat(500)).covers())
                .isEqualTo(Coverage.PART);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[@,@]|", "[@,@][]|", "{a:@,b:@}|", "[@,@]==[@,@]||"})
    void boundsWhatAShortPathCanMake(String doubling) {
        String path = doubling.repeat(1000 / doubling.length()) + "@";
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(
                        () -> PayloadPath.parse(path.replace("==[@,@]||", "|")).payload(link))
                .extracting(FormatException::code)
                .isEqualTo("payload-path");
    }
}
