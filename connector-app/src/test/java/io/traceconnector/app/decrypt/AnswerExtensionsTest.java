package io.traceconnector.app.decrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.Payload;
import io.traceconnector.api.Payload.NotForUs;
import io.traceconnector.api.Verification;
import io.traceconnector.api.Verification.Coverage;
import io.traceconnector.api.Verification.Parent;
import io.traceconnector.api.Verification.SignatureCheck;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnswerExtensionsTest {

    private static final String QUERY = "{l {raw}}";
    private static final String CLOSED = "{\"l\":{\"raw\":{\"data\":\"theirs\"}}}";
    private static final String TOLD = "\"connector\":{\"closed\":[{\"path\":[\"l\"],\"reason\":\"not-for-us\"}]}";

    private final FakeLinkOpener opener =
            new FakeLinkOpener().gives("{\"data\":\"theirs\"}", new NotForUs(), FakeLinkOpener.VERIFIED);
    private final AnswerTrial trial = AnswerTrial.of(opener);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | {}",
                "{ } | { }",
                "{\"data\":C} | {\"data\":C,\"extensions\":{T}}",
                "{\"data\":C~} | {\"data\":C,\"extensions\":{T}~}",
                "{\"data\":C , \"extensions\" : {}} | {\"data\":C , \"extensions\" : {T}}",
                "{\"data\":C,\"extensions\":{ \"a\":1.0e5 }} | {\"data\":C,\"extensions\":{ \"a\":1.0e5 ,T}}",
                "{\"extensions\":{\"a\":1},\"data\":C} | {\"data\":C,\"extensions\":{\"a\":1,T}}",
                "{\"errors\":[],\"extensions\":{\"a\":1} , \"data\":C} | {\"errors\":[] , \"data\":C,\"extensions\":{\"a\":1,T}}",
                "{\"data\":C,\"extensions\":null} | {\"data\":C,\"extensions\":{T}}",
                "{\"data\":C,\"extensions\":{\"connector\":{\"closed\":[]},\"a\":1.50}} | {\"data\":C,\"extensions\":{\"a\":1.50,T}}"
            })
    void mergesWhatThereIsToSayIntoTheExtensionsAndWritesThemLast(String answer, String expected) {
        assertThat(trial.rewrite(QUERY, answer.replace("C", CLOSED).replace('~', '\n')))
                .isEqualTo(expected.replace("C", CLOSED).replace("T", TOLD).replace('~', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\":null,\"extensions\":{ \"a\" : 1 } }~ | {\"data\":null,\"extensions\":{ \"a\" : 1 } }~",
                "{ \"extensions\":{} } | { \"extensions\":{} }",
                "{\"data\":1 ,\"extensions\":null} | {\"data\":1 ,\"extensions\":null}",
                "{ \"extensions\":{\"a\":1} ,\"data\":1} | {  \"data\":1,\"extensions\":{\"a\":1}}",
                "{\"extensions\":{\"connector\":{\"closed\":[]}}} | {\"extensions\":{}}"
            })
    void addsNothingWhereThereIsNothingToSay(String answer, String expected) {
        assertThat(trial.rewrite(QUERY, answer.replace('~', '\n'))).isEqualTo(expected.replace('~', '\n'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "1", "{\"a\":1,\"a\":}", "{"})
    void failsWhereExtensionsAreNoObject(String extensions) {
        assertThatThrownBy(() -> trial.rewrite(QUERY, "{\"data\":null,\"extensions\":" + extensions + "}"))
                .isInstanceOf(AnswerException.class);
    }

    @Test
    void failsWhereExtensionsAreBeyondTheirBound() {
        AnswerTrial bounded = trial.with(new AnswerConfig(1024, 1024, 1, 1024));
        String fits = "{\"extensions\":{\"a\":\"" + "x".repeat(900) + "\"}}";
        assertThat(bounded.rewrite(QUERY, fits)).isEqualTo(fits);
        assertThatThrownBy(() ->
                        bounded.rewrite(QUERY, "{\"extensions\":{\"a\":\"" + "x".repeat(100_000) + "\"},\"data\":1}"))
                .isInstanceOf(AnswerException.class)
                .hasMessageContaining("max-extensions");
    }

    @Test
    void listsTheFirstThousandClosedLinksAndCountsAll() {
        String nodes = "{\"raw\":{\"data\":\"theirs\"}},".repeat(1_500);
        JsonNode told = connector(
                "{l {nodes {raw}}}", "{\"data\":{\"l\":{\"nodes\":[" + nodes + "{\"raw\":{\"data\":\"theirs\"}}]}}}");
        assertThat(told.path("closed").size()).isEqualTo(1_000);
        assertThat(told.path("closed").path(999).path("path").toString()).isEqualTo("[\"l\",\"nodes\",999]");
        assertThat(told.path("closedTotal").asInt()).isEqualTo(1_501);
    }

    @Test
    void givesNoTotalWhereAllAreListed() {
        String nodes = "{\"raw\":{\"data\":\"theirs\"}},".repeat(999);
        JsonNode told = connector(
                "{l {nodes {raw}}}", "{\"data\":{\"l\":{\"nodes\":[" + nodes + "{\"raw\":{\"data\":\"theirs\"}}]}}}");
        assertThat(told.path("closed").size()).isEqualTo(1_000);
        assertThat(told.propertyNames()).containsExactly("closed");
    }

    @Test
    void boundsTheListWherePathsAreLong() {
        String alias = "a".repeat(250);
        String query = "{" + (alias + ": l {").repeat(40) + "nodes {raw}" + "}".repeat(41);
        String answer = "{\"data\":" + ("{\"" + alias + "\":").repeat(40) + "{\"nodes\":["
                + "{\"raw\":{\"data\":\"theirs\"}},".repeat(300) + "{}]}" + "}".repeat(41);
        JsonNode told = connector(query, answer);
        assertThat(told.path("closed").size()).isBetween(90, 110);
        assertThat(told.path("closedTotal").asInt()).isEqualTo(300);
    }

    @Test
    void tellsWhatWasOpenedWithoutBeingVerified() {
        SignatureCheck part = new SignatureCheck(true, Coverage.PART, Optional.of("7"));
        SignatureCheck unknown = new SignatureCheck(true, Coverage.ALL, Optional.empty());
        Payload opened = FakeLinkOpener.opened("1");
        opener.gives("{\"data\":\"a\"}", opened, FakeLinkOpener.UNSIGNED)
                .gives("{\"data\":\"b\"}", opened, new Verification(true, List.of(unknown), Parent.ABSENT))
                .gives("{\"data\":\"c\"}", opened, new Verification(true, List.of(part), Parent.ABSENT))
                .gives("{\"data\":\"d\"}", opened, FakeLinkOpener.VERIFIED);
        assertThat(connector(
                                "{l {raw}}",
                                "{\"data\":{\"l\":[{\"raw\":{\"data\":\"a\"}},{\"raw\":{\"data\":\"b\"}},{\"raw\":{\"data\":\"c\"}},{\"raw\":{\"data\":\"d\"}}]}}")
                        .toString())
                .isEqualTo("{\"unverified\":[{\"path\":[\"l\",0],\"signer\":\"unsigned\"},"
                        + "{\"path\":[\"l\",1],\"signer\":\"unknown\"},"
                        + "{\"path\":[\"l\",2],\"signer\":\"known\",\"covers\":\"part\"}]}");
    }

    private JsonNode connector(String query, String answer) {
        return JsonMapper.shared()
                .readTree(trial.rewrite(query, answer))
                .path("extensions")
                .path("connector");
    }
}
