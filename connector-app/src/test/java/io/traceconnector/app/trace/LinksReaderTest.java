package io.traceconnector.app.trace;

import static io.traceconnector.app.trace.Answers.edge;
import static io.traceconnector.app.trace.Answers.hash;
import static io.traceconnector.app.trace.Answers.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.traceconnector.api.Cursor;
import io.traceconnector.app.trace.TraceException.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

final class LinksReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":1}",
                "{ \"a\" : [ 1 , {\"b\":\"}\"} ] ,\n\t\"a\":2.50E+3 }",
                "{\"t\":\"\\u00e9é漢🐟\\\"\\\\/\"}",
                "\"a \\\" text, {[ of é\"",
                "\"\"",
                "12",
                "-0.0",
                "1.50e-7",
                "true",
                "false",
                "[]",
                "[[],{}]"
            })
    void givesLinkAndFormAsTheyStandInTheAnswer(String value) {
        for (String space : new String[] {"", " ", "\n\r\t  "}) {
            String spaced = space + value + space;
            String text = page(edge(1, spaced, spaced) + "," + edge(2, spaced, "null"), false, "\"c2\"", 2);
            LinksPage page = read(text);
            assertThat(page.links().getFirst().raw())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(value);
            assertThat(page.links().getFirst().form().orElseThrow())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(value);
            assertThat(page.links().getLast().raw())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(value);
            assertThat(page.links().getLast().form()).isEmpty();
        }
    }

    @Test
    void findsTheValueBehindAByteOrderMark() {
        LinksPage page = read("\uFEFF" + page(edge(1, "{\"a\":1}", "null"), false, "\"c1\"", 1));
        assertThat(page.links().getFirst().raw())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void takesFieldsInAnyOrderAndPassesOverUnknownOnes() {
        String text =
                "{\"extensions\":{\"x\":[1]},\"data\":{\"other\":{\"links\":[]},\"workflowByRowId\":{\"links\":{\"pageInfo\":"
                        + "{\"endCursor\":\"c1\",\"x\":{},\"hasNextPage\":true},\"totalCount\":9,\"more\":[{}],\"edges\":[{\"x\":{},"
                        + "\"node\":{\"data\":[1],\"id\":{},\"raw\":{\"r\":1},\"linkHash\":\"" + hash(1)
                        + "\"},\"cursor\":\"c1\"}]},\"name\":null}}}";
        LinksPage page = read(text);
        assertThat(page.hasNext()).isTrue();
        assertThat(page.total()).isEqualTo(9);
        assertThat(page.end()).contains(new Cursor("c1"));
        assertThat(page.links()).singleElement().satisfies(link -> {
            assertThat(link.cursor()).contains(new Cursor("c1"));
            assertThat(link.stated().hex()).isEqualTo(hash(1));
            assertThat(link.raw()).asString().isEqualTo("{\"r\":1}");
            assertThat(link.form().orElseThrow()).asString().isEqualTo("[1]");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\""})
    void hasNoEndWhereThePageIsEmpty(String end) {
        LinksPage page = read(page("", false, end, 3));
        assertThat(page.links()).isEmpty();
        assertThat(page.end()).isEmpty();
    }

    @Test
    void endsAtTheLastLinkWhereTraceGivesNoEnd() {
        assertThat(read(page(Answers.edgesTo(2), false, "null", 2)).end()).contains(new Cursor("c2"));
    }

    @Test
    void isEmptyWhereThereIsNoSuchThing() {
        assertThat(found("{\"data\":{\"workflowByRowId\":null}}", true)).isEmpty();
    }

    @Test
    void readsTheLinksOfATraceWithoutCursors() {
        String text = Answers.tracePage("{\"node\":{\"linkHash\":\"" + hash(1) + "\",\"raw\":{}}}", false, "null", 1);
        LinksReader.Found found = Envelope.read(
                        text.getBytes(StandardCharsets.UTF_8), new LinksReader("traceById", false))
                .orElseThrow();
        assertThat(found.workflow()).contains("211");
        assertThat(found.page().links())
                .singleElement()
                .satisfies(link -> assertThat(link.cursor()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cursor\":\"c7\",\"node\":{\"raw\":{}}}| cursor c7 has no linkHash",
                "{\"cursor\":\"c7\",\"node\":{\"raw\":{},\"linkHash\":null}}| cursor c7 has no linkHash",
                "{\"cursor\":\"c7\",\"node\":{\"raw\":{},\"linkHash\":\"xyz\"}}| cursor c7 has a linkHash that is not",
                "{\"node\":{\"linkHash\":\"xyz\"},\"cursor\":\"c7\"}| cursor c7 has a linkHash that is not",
                "{\"cursor\":null,\"node\":{\"raw\":{}}}| position 0 has no cursor",
                "{\"node\":{\"raw\":{}}}| position 0 has no cursor",
                "{\"cursor\":\" \",\"node\":{}}| a cursor is blank",
                "{\"cursor\":[1],\"node\":{}}| cursor is not a text",
                "{\"cursor\":\"c7\",\"node\":null}| node is not an object",
                "7| an edge is not an object"
            })
    void refusesAnEdgeThatIsNotWholeAndSaysWhere(String edge, String message) {
        assertMalformed(page(edge, false, "null", 1), message);
    }

    @Test
    void refusesALinkWithoutRaw() {
        assertMalformed(page(edge(7, "null", "null"), false, "null", 1), "cursor c7 has no raw link");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"edges\":[],\"totalCount\":0}| without pageInfo",
                "{\"edges\":[],\"pageInfo\":{}}| without totalCount",
                "{\"edges\":[],\"totalCount\":9,\"pageInfo\":{\"hasNextPage\":true}}| no end cursor",
                "{\"edges\":{}}| edges is not a list",
                "null| links is not an object"
            })
    void refusesAConnectionThatIsNotWhole(String links, String message) {
        assertMalformed("{\"data\":{\"workflowByRowId\":{\"links\":" + links + "}}}", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"data\":null}", "\"x\"", "{\"data\":[]}"})
    void refusesWhatIsNotAnAnswer(String text) {
        assertMalformed(text, "");
    }

    @Test
    void refusesAnAnswerOfAnotherCharset() {
        for (String charset : new String[] {"UTF-16BE", "UTF-16LE", "UTF-32BE"}) {
            byte[] text = page(Answers.edgesTo(1), false, "null", 1).getBytes(Charset.forName(charset));
            assertThatThrownBy(() -> Envelope.read(text, new LinksReader("workflowByRowId", true)))
                    .isInstanceOf(TraceException.class);
        }
    }

    @Test
    void doesNotTakeTwoAnswersForOne() {
        assertMalformed(Answers.EMPTY_PAGE + "{}", "more follows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "", "{\"data\":", "{\"data\":{\"workflowByRowId\":{\"links\":{\"edges\":[{"})
    void tellsWhatIsNotJson(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @CsvSource({"401,UNAUTHORIZED", "429,THROTTLED", "503,UNAVAILABLE", "400,REFUSED"})
    void tellsTheFirstErrorWhereverItStands(int status, Kind kind) {
        String errors =
                "\"errors\":[{\"path\":[1],\"status\":" + status + ",\"message\":\"no\\nway\"},{\"message\":\"b\"}]";
        for (String text : new String[] {
            "{" + errors + ",\"data\":null}",
            "{\"data\":null," + errors + "}",
            "{" + errors + "}",
            "{\"data\":{\"workflowByRowId\":{\"links\":null}}," + errors + "}"
        }) {
            TraceException error = catchThrowableOfType(TraceException.class, () -> read(text));
            assertThat(error.kind()).isEqualTo(kind);
            assertThat(error).hasMessage("graphql (" + status + "): no way");
        }
    }

    @Test
    void takesNoErrorsForNoError() {
        assertThat(read("{\"errors\":[]," + Answers.EMPTY_PAGE.substring(1)).links())
                .isEmpty();
    }

    private static void assertMalformed(String text, String message) {
        TraceException refused = catchThrowableOfType(TraceException.class, () -> read(text));
        assertThat(refused).isNotNull().hasMessageContaining(message);
        assertThat(refused.kind()).isEqualTo(Kind.MALFORMED);
    }

    private static LinksPage read(String text) {
        return found(text, true).orElseThrow().page();
    }

    private static Optional<LinksReader.Found> found(String text, boolean cursors) {
        return Envelope.read(text.getBytes(StandardCharsets.UTF_8), new LinksReader("workflowByRowId", cursors));
    }
}
