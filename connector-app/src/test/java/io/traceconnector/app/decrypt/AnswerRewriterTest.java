package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.AnswerTrial.base64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Payload.Closed;
import io.traceconnector.api.Payload.NotForUs;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.app.decrypt.AnswerRewriter.RawMode;
import io.traceconnector.app.decrypt.FakeLinkOpener.Call;
import io.traceconnector.app.keys.KeyUnavailableException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerRewriterTest {

    private static final String RAW = "{\"version\":\"1.0.0\", \"data\" : \"c2VjcmV0\",\"meta\":{\"data\":\"eA==\"}}";
    private static final String PLAINTEXT = "{\"clé\":[1,\"x\"]}";
    private static final String OPENED =
            "{\"version\":\"1.0.0\", \"data\" : \"" + base64(PLAINTEXT) + "\",\"meta\":{\"data\":\"eA==\"}}";
    private static final String HASH = "ab".repeat(32);

    private final FakeLinkOpener opener = new FakeLinkOpener().opens(RAW, PLAINTEXT);
    private final AnswerTrial trial = AnswerTrial.of(opener);

    @Test
    void replacesNothingButTheDataOfALink() {
        String answer = "{ \"data\" : {\"t\":{\"links\":{\"nodes\":[{\"raw\" : %s , \"id\":1.0e5}]}}} }\n";
        assertThat(trial.rewrite("{t: traceById(id: 1) {links {nodes {raw id}}}}", answer.formatted(RAW)))
                .isEqualTo(answer.formatted(OPENED));
    }

    @Test
    void fillsDataThatIsNullAndLeavesDataThatIsNot() {
        String query = "{traceById {links {nodes {data raw}}}}";
        String answer = "{\"data\":{\"traceById\":{\"links\":{\"nodes\":[{\"data\":%s,\"raw\":%s}]}}}}";
        assertThat(trial.rewrite(query, answer.formatted("null", RAW))).isEqualTo(answer.formatted(PLAINTEXT, OPENED));
        assertThat(trial.rewrite(query, answer.formatted("{\"a\":null}", RAW)))
                .isEqualTo(answer.formatted("{\"a\":null}", OPENED));
        assertThat(opener.calls())
                .extracting(Call::form)
                .containsExactly(Optional.empty(), Optional.of("{\"a\":null}"));
    }

    @Test
    void leavesRawUnderHeadAsItCameButFillsItsData() {
        String answer = "{\"data\":{\"t\":{\"h\":{\"r\":%s,\"d\":%s}}}}";
        assertThat(trial.rewrite(
                        "{t: traceById {h: head {...L}}} fragment L on Link {r: raw ... on Link {d: data}}",
                        answer.formatted(RAW, "null")))
                .isEqualTo(answer.formatted(RAW, PLAINTEXT));
    }

    @Test
    void opensRawUnderAnAliasThatOnlyLooksLikeHead() {
        String answer = "{\"data\":{\"traceById\":{\"head\":{\"raw\":%s}}}}";
        assertThat(trial.rewrite("{traceById {head: tail {raw}}}", answer.formatted(RAW)))
                .isEqualTo(answer.formatted(OPENED));
    }

    @Test
    void opensLinksListedBelowHead() {
        String answer = "{\"data\":{\"t\":{\"head\":{\"raw\":%s,\"trace\":{\"links\":{\"nodes\":[{\"raw\":%s}]}}}}}}";
        assertThat(trial.rewrite("{t {head {raw trace {links {nodes {raw}}}}}}", answer.formatted(RAW, RAW)))
                .isEqualTo(answer.formatted(RAW, OPENED));
    }

    @ParameterizedTest
    @CsvSource({"ORIGINAL, false, false", "DECRYPTED, true, true", "DEFAULT, true, false"})
    void takesTheFormOfRawFromTheMode(RawMode mode, boolean elsewhere, boolean underHead) {
        String answer = "{\"data\":{\"t\":{\"head\":{\"raw\":%s,\"data\":%s},\"tail\":{\"raw\":%s,\"data\":%s}}}}";
        assertThat(trial.with(mode)
                        .rewrite("{t {head {raw data} tail {raw data}}}", answer.formatted(RAW, "null", RAW, "null")))
                .isEqualTo(answer.formatted(underHead ? OPENED : RAW, PLAINTEXT, elsewhere ? OPENED : RAW, PLAINTEXT));
    }

    @Test
    void readsTheModeFromItsHeader() {
        assertThat(RawMode.ofHeader(" Original")).contains(RawMode.ORIGINAL);
        assertThat(RawMode.ofHeader("decrypted")).contains(RawMode.DECRYPTED);
        assertThat(RawMode.ofHeader("default")).isEmpty();
    }

    @Test
    void givesTheOpenerTheStatedHashWhereverItStands() {
        String answer = "{\"data\":{\"a\":{\"raw\":%s,\"x\":1,\"hash\":\"%s\"},\"b\":{\"h\":\"%s\",\"raw\":%s}}}"
                .formatted(RAW, HASH, HASH, RAW);
        trial.rewrite("{a: tail {raw x hash: linkHash} b: tail {h: linkHash raw}}", answer);
        assertThat(opener.calls())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.stated()).contains(new LinkHash(HASH)));
    }

    @Test
    void statesNoHashWhereNoneIsSelected() {
        trial.rewrite(
                "{tail {raw linkHash: id}}",
                "{\"data\":{\"tail\":{\"raw\":%s,\"linkHash\":\"%s\"}}}".formatted(RAW, HASH));
        assertThat(opener.calls()).singleElement().extracting(Call::stated).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"AB\"", "\"\\u0061b\"", "\"\""})
    void keepsALinkClosedWhoseStatedHashIsNone(String hash) {
        String answer = "{\"data\":{\"tail\":{\"linkHash\":%s,\"raw\":%s,\"data\":null}}".formatted(hash, RAW);
        assertThat(trial.rewrite("{tail {linkHash raw data}}", answer + "}"))
                .isEqualTo(
                        answer
                                + ",\"extensions\":{\"connector\":{\"closed\":[{\"path\":[\"tail\"],\"reason\":\"unverified\"}]}}}");
        assertThat(opener.calls()).isEmpty();
    }

    @Test
    void keepsALinkClosedThatIsStatedUnderTwoHashes() {
        String answer =
                "{\"data\":{\"tail\":{\"a\":\"%s\",\"b\":\"%s\",\"raw\":%s}}}".formatted(HASH, "cd".repeat(32), RAW);
        assertThat(trial.rewrite("{tail {a: linkHash b: linkHash raw}}", answer))
                .contains(RAW)
                .contains("\"reason\":\"unverified\"");
    }

    @Test
    void opensTheSameObjectUnderTwoAliasesAndEachOfItsAliasedRaws() {
        String answer = "{\"data\":{\"a\":{\"x\":%s,\"y\":%s},\"b\":{\"raw\":%s}}}";
        assertThat(trial.rewrite("{a: tail {x: raw y: raw} b: tail {raw}}", answer.formatted(RAW, RAW, RAW)))
                .isEqualTo(answer.formatted(OPENED, OPENED, OPENED));
    }

    @Test
    void takesRealNamesNotAliases() {
        String answer = "{\"data\":{\"tail\":{\"raw\":%s,\"data\":%s}}}".formatted(RAW, RAW);
        assertThat(trial.rewrite("{tail {raw: data data: name}}", answer)).isEqualTo(answer);
        assertThat(opener.calls()).isEmpty();
        String swapped = "{\"data\":{\"tail\":{\"raw\":%s,\"data\":%s}}}";
        assertThat(trial.rewrite("{tail {raw: data data: raw}}", swapped.formatted("null", RAW)))
                .isEqualTo(swapped.formatted(PLAINTEXT, OPENED));
    }

    @Test
    void neverLooksIntoAScalar() {
        String form = "{\"raw\":%s,\"data\":null,\"head\":{\"raw\":%s},\"links\":{\"nodes\":[{\"raw\":%s}]}}"
                .formatted(RAW, RAW, RAW);
        String plain = "{\"data\":\"eA==\",\"links\":{\"nodes\":[{\"raw\":%s}]},\"raw\":%s}".formatted(RAW, RAW);
        String answer =
                "{\"data\":{\"t\":{\"state\":{\"data\":%s},\"config\":%s,\"links\":{\"nodes\":[{\"raw\":%s,\"data\":%s}]}}}}"
                        .formatted(form, form, plain, form);
        assertThat(trial.rewrite("{t {state {data} config links {nodes {raw data}}}}", answer))
                .isEqualTo(answer);
        assertThat(opener.calls()).singleElement().extracting(Call::raw).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"plap\"", "null", "17", "[{\"data\":\"x\"}]", "true"})
    void leavesARawThatIsNoObject(String raw) {
        String answer = "{\"data\":{\"tail\":{\"raw\":%s,\"data\":null}}}".formatted(raw);
        assertThat(trial.rewrite("{tail {raw data}}", answer)).isEqualTo(answer);
        assertThat(opener.calls()).isEmpty();
    }

    @Test
    void findsTheDataOfALinkUnderAnEscapedKeyAndOnlyAtItsTop() {
        String raw = "{\"meta\":{\"data\":\"inner\"},\"d\\u0061ta\":\"outer\"}";
        opener.opens(raw, "7");
        assertThat(trial.rewrite("{tail {raw}}", "{\"data\":{\"tail\":{\"raw\":" + raw + "}}}"))
                .isEqualTo("{\"data\":{\"tail\":{\"raw\":{\"meta\":{\"data\":\"inner\"},\"d\\u0061ta\":\"Nw==\"}}}}");
    }

    @Test
    void keepsALinkClosedThatHasItsDataTwice() {
        String raw = "{\"data\":\"eA==\",\"d\\u0061ta\":\"eQ==\"}";
        opener.opens(raw, "7");
        assertThat(trial.rewrite("{tail {raw}}", "{\"data\":{\"tail\":{\"raw\":" + raw + "}}}"))
                .startsWith("{\"data\":{\"tail\":{\"raw\":" + raw + "}}")
                .contains("unverified");
    }

    @Test
    void leavesALinkWithoutDataToTheOpener() {
        String answer = "{\"data\":{\"l\":[{\"raw\":{\"data\":null}},{\"raw\":{}}]}}";
        assertThat(trial.rewrite("{l {raw}}", answer)).isEqualTo(answer);
        assertThat(opener.calls()).extracting(Call::raw).containsExactly("{\"data\":null}", "{}");
    }

    @Test
    void opensTheOlderShapeByDataAndItsRecipients() {
        opener.opens("\"Y2lwaGVy\"", "[1]");
        String meta = "{\"recipients\":[{\"pubKey\":\"k\"}],\"x\":{\"raw\":" + RAW + "}}";
        String answer = "{\"data\":{\"l\":{\"d\":%s,\"meta\":" + meta + "}}%s}";
        String told = ",\"extensions\":{\"connector\":{\"unverified\":[{\"path\":[\"l\"],\"signer\":\"unsigned\"}]}}";
        for (String query : new String[] {"{l {d: data meta}}", "{l {d: data meta {recipients {pubKey} x}}}"}) {
            assertThat(trial.rewrite(query, answer.formatted("\"Y2lwaGVy\"", "")))
                    .isEqualTo(answer.formatted("[1]", told));
        }
        assertThat(trial.rewrite("{l {d: data meta {recipients: x}}}", answer.formatted("\"Y2lwaGVy\"", "")))
                .isEqualTo(answer.formatted("\"Y2lwaGVy\"", ""));
    }

    @Test
    void opensLinksBetweenTheValuesOfALink() {
        String answer = "{\"data\":{\"a\":{\"raw\":%s,\"trace\":{\"links\":[{\"data\":%s,\"raw\":%s}]},\"data\":%s}}}";
        assertThat(trial.rewrite("{a {raw trace {links {data raw}} data}}", answer.formatted(RAW, "null", RAW, "null")))
                .isEqualTo(answer.formatted(OPENED, PLAINTEXT, OPENED, PLAINTEXT));
    }

    @Test
    void asksWithTheCallersOrganisationsOnly() {
        trial.rewrite("{tail {raw}}", "{\"data\":{\"tail\":{\"raw\":" + RAW + "}}}");
        assertThat(opener.calls())
                .singleElement()
                .extracting(Call::organisations)
                .isEqualTo(AnswerTrial.OURS);
    }

    @Test
    void leavesClosedLinksAsTheyCameAndListsThem() {
        opener.gives("{\"data\":\"b\"}", new NotForUs(), FakeLinkOpener.VERIFIED)
                .gives("{\"data\":\"c\"}", new Closed(Reason.TOO_LARGE), FakeLinkOpener.VERIFIED);
        String data =
                "{\"data\":{\"w\":{\"nodes\":[{\"raw\":{\"data\":\"a\"}},{\"raw\":{\"data\":\"b\"},\"data\":null},{\"raw\":{\"data\":\"c\"}}]}}";
        assertThat(trial.rewrite("{w: workflowByRowId {nodes {raw data}}}", data + "}"))
                .isEqualTo(data + ",\"extensions\":{\"connector\":{\"closed\":["
                        + "{\"path\":[\"w\",\"nodes\",1],\"reason\":\"not-for-us\"},"
                        + "{\"path\":[\"w\",\"nodes\",2],\"reason\":\"too-large\"}]}}}");
    }

    @Test
    void countsAKeyThatIsAwayAsUnavailable() {
        LinkOpener away = new FakeFailingLinkOpener(new KeyUnavailableException("away"));
        assertThat(AnswerTrial.of(away).rewrite("{tail {raw}}", "{\"data\":{\"tail\":{\"raw\":{\"data\":\"x\"}}}}"))
                .contains("\"reason\":\"unavailable\"");
    }

    @Test
    void failsWhereTheOpenerFails() {
        LinkOpener broken = new FakeFailingLinkOpener(new IllegalStateException("broken"));
        assertThatThrownBy(() -> AnswerTrial.of(broken).rewrite("{tail {raw}}", "{\"data\":{\"tail\":{\"raw\":{}}}}"))
                .isInstanceOf(AnswerException.class)
                .hasRootCauseMessage("broken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"tail\":{\"raw\":{},\"raw\":{}}}}",
                "{\"data\":{\"tail\":{\"raw\":{},\"r\\u0061w\":{}}}}",
                "{\"data\":{\"tail\":{\"data\":null,\"raw\":{},\"data\":null}}}",
                "{\"data\":{},\"data\":{}}",
                "{\"extensions\":{},\"extensions\":{}}"
            })
    void failsWhereAKeyStandsTwiceThatMatters(String answer) {
        assertThatThrownBy(() -> trial.rewrite("{tail {raw data}}", answer)).isInstanceOf(AnswerException.class);
    }
}
