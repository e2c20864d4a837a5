package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.AnswerTrial.base64;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands around links, and however it arrives: nothing but their data changes. */
class AnswerPreservationTest {

    private static final String QUERY =
            "{t: traceById(id: 1) {x head {raw extra data} links {nodes {pre linkHash raw mid data post}} state {data}}}";
    private static final String HASH = "\"" + "0f".repeat(32) + "\"";

    /** A text that is either the answer or what is expected of it: scalars, white space and links are the same in both. */
    record Sample(String answer, String expected) {}

    private final FakeLinkOpener opener = new FakeLinkOpener();

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void changesNothingButLinkData(
            @ForAll("samples") Sample sample, @ForAll long chunks, @ForAll boolean inSlowMotion) {
        LinkOpener used = inSlowMotion ? new FakeSlowLinkOpener(opener) : opener;
        String rewritten = AnswerTrial.of(used)
                .rewrite(QUERY, new FakeChunkedStream(sample.answer().getBytes(UTF_8), new Random(chunks)));
        assertThat(rewritten).isEqualTo(sample.expected());
    }

    @Provide
    Arbitrary<Sample> samples() {
        Arbitrary<List<String>> scalars = json(3).list().ofSize(12);
        return Combinators.combine(scalars, white(), Arbitraries.integers().between(0, 4))
                .as(this::sample);
    }

    private Sample sample(List<String> scalars, String white, int links) {
        List<String> sent = new ArrayList<>();
        List<String> opened = new ArrayList<>();
        for (int i = 0; i < links; i++) {
            String raw = raw(scalars, white, i, "b3Vycw==");
            opener.opens(raw, plaintext(i));
            sent.add(link(scalars, white, raw, "null"));
            opened.add(link(scalars, white, raw(scalars, white, i, base64(plaintext(i))), plaintext(i)));
        }
        return new Sample(answer(scalars, white, sent), answer(scalars, white, opened));
    }

    private static String answer(List<String> scalars, String w, List<String> links) {
        return w + "{\"errors\":" + scalars.get(3) + w + ",\"data\":{\"t\":" + w + "{\"x\":" + scalars.get(4)
                + ",\"head\":"
                + scalarOrNull(scalars.get(5)) + ",\"links\":{\"nodes\":[" + String.join(",", links) + w
                + "]},\"state\":{\"data\":" + scalars.get(6) + "}}" + w + "}" + w + ",\"unknown\\u0020\":"
                + scalars.get(7)
                + w + "}" + w;
    }

    private static String link(List<String> scalars, String w, String raw, String data) {
        return w + "{" + w + "\"pre\":" + scalars.get(0) + ",\"linkHash\"" + w + ":" + HASH + ",\"raw\":" + raw + w
                + ",\"mid\":" + scalars.get(1) + ",\"data\"" + w + ":" + w + data + ",\"post\":" + scalars.get(2) + "}";
    }

    /** In the place of an object anything may stand. */
    private static String scalarOrNull(String json) {
        return json.startsWith("{") || json.startsWith("[") ? "null" : json;
    }

    private static String raw(List<String> scalars, String w, int index, String data) {
        return "{\"version\":" + index + ",\"meta\":" + scalars.get(8) + "," + w + "\"data\"" + w + ":" + w + "\""
                + data + "\",\"datas\":" + scalars.get(9) + w + "}";
    }

    private static String plaintext(int index) {
        return "{\"n\":" + index + ",\"é\":\"\\u0000\"}";
    }

    private static Arbitrary<String> white() {
        return Arbitraries.of(" ", "\n", "\t", "\r").list().ofMaxSize(3).map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> json(int depth) {
        Arbitrary<String> leaf = Arbitraries.oneOf(
                Arbitraries.of(
                        "1.0e5",
                        "1152921504606846976",
                        "-0",
                        "0E-5",
                        "1e400",
                        "null",
                        "true",
                        "false",
                        "{\"raw\":{\"data\":\"b3Vycw==\"},\"data\":null}",
                        "\"\\/\\u00e9\\ud83d\\uDE00\\\"\\\\\""),
                Arbitraries.strings()
                        .ofMaxLength(200)
                        .filter(text -> text.chars()
                                .noneMatch(c -> c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate((char) c)))
                        .map(text -> '"' + text + '"'));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<List<String>> below = json(depth - 1).list().ofMaxSize(3);
        return Arbitraries.oneOf(
                leaf,
                Combinators.combine(below, white()).as((parts, w) -> "[" + w + String.join(w + "," + w, parts) + "]"),
                Combinators.combine(below, white())
                        .as((parts, w) -> "{" + w
                                + String.join(
                                        "," + w,
                                        parts.stream()
                                                .map(part -> "\"raw\"" + w + ":" + part)
                                                .toList()) + "}"));
    }
}
