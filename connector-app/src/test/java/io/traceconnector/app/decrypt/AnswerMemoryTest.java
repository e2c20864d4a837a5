package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.decrypt.AnswerRewriter.RawMode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest {

    private static final AnswerConfig SMALL = new AnswerConfig(64 << 10, 64 << 10, 4, 1 << 10);
    private static final long SIZE = 300L << 20;

    private final FakeLinkOpener opener = new FakeLinkOpener();

    @Test
    void doesNotGrowWithTheAnswer() throws IOException {
        String node = "{\"raw\":{\"data\":\"" + "x".repeat(2_000) + "\"},\"id\":1}";
        assertBounded("{\"data\":{\"l\":[", node + ",", node + "]}}", "{l {raw id}}");
    }

    @Test
    void doesNotGrowWithAMemberOfNoInterest() throws IOException {
        assertBounded("{\"data\":{\"l\":{\"id\":\"", "y".repeat(1_000), "\"}}}", "{l {id raw}}");
    }

    @Test
    void doesNotGrowWithAScalarOfManyMembers() throws IOException {
        assertBounded("{\"data\":{\"l\":{\"s\":{", "\"k\":[1,{}],", "\"k\":0}}}}", "{l {s: config raw}}");
    }

    @Test
    void doesNotGrowWithALinkThatIsTooLarge() throws IOException {
        assertBounded(
                "{\"data\":{\"l\":{\"raw\":{\"data\":\"", "z".repeat(1_000), "\"},\"data\":null}}}", "{l {raw data}}");
    }

    @Test
    void doesNotGrowWithLinksBetweenTheValuesOfALink() throws IOException {
        String inner = "{\"raw\":{\"data\":\"" + "x".repeat(500) + "\"},\"data\":null}";
        assertBounded(
                "{\"data\":{\"l\":{\"raw\":{\"data\":\"\"},\"nodes\":[",
                inner + ",",
                inner + "],\"data\":null}}}",
                "{l {raw nodes {raw data} data}}");
    }

    @Test
    void listsALinkThatIsTooLargeAndOpensTheOthers() {
        String raw = "{\"data\":\"b3Vycw==\"}";
        String large = "{\"data\":\"" + "x".repeat(200_000) + "\"}";
        opener.opens(raw, "1").opens(large, "2");
        String answer = "{\"data\":{\"l\":[{\"raw\":%s,\"data\":%s},{\"raw\":" + large
                + ",\"data\":null},{\"raw\":%s,\"data\":%s}]}%s}";
        String opened = "{\"data\":\"MQ==\"}";
        assertThat(AnswerTrial.of(opener)
                        .with(SMALL)
                        .rewrite("{l {raw data}}", answer.formatted(raw, "null", raw, "null", "")))
                .isEqualTo(
                        answer.formatted(
                                opened,
                                "1",
                                opened,
                                "1",
                                ",\"extensions\":{\"connector\":{\"closed\":[{\"path\":[\"l\",1],\"reason\":\"too-large\"}]}}"));
    }

    @Test
    void givesUpALinkWithTooMuchBetweenItsValuesButOpensWhatStandsThere() {
        String raw = "{\"data\":\"b3Vycw==\"}";
        opener.opens(raw, "1");
        String inner = "{\"raw\":%s,\"data\":%s},".repeat(5_000) + "{}";
        String answer = "{\"data\":{\"l\":{\"raw\":" + raw + ",\"trace\":[" + inner + "],\"data\":null}}%s}";
        String sent = answer.replaceFirst("%s}$", "}").replaceAll("%s,\"data\":%s", raw + ",\"data\":null");
        String expected = answer.replaceFirst(
                        "%s}$",
                        ",\"extensions\":{\"connector\":{\"closed\":[{\"path\":[\"l\"],\"reason\":\"too-large\"}]}}}")
                .replaceAll("%s,\"data\":%s", "{\"data\":\"MQ==\"},\"data\":1");
        assertThat(AnswerTrial.of(opener).with(SMALL).rewrite("{l {raw trace {raw data} data}}", sent))
                .isEqualTo(expected);
    }

    @Test
    void holdsNothingOnceAllValuesOfALinkWereSeen() {
        String raw = "{\"data\":\"b3Vycw==\"}";
        opener.opens(raw, "1");
        String answer = "{\"data\":{\"l\":{\"raw\":%s,\"data\":%s,\"other\":\"" + "x".repeat(200_000) + "\"}}}";
        assertThat(AnswerTrial.of(opener).with(SMALL).rewrite("{l {raw data other}}", answer.formatted(raw, "null")))
                .isEqualTo(answer.formatted("{\"data\":\"MQ==\"}", "1"));
    }

    /**
     * Streams 300 MB through, and looks at how much was read and not yet written: the held link, what waits behind links being opened, and the two
     * buffers.
     */
    private FakeCountingStream assertBounded(String head, String piece, String tail, String query) throws IOException {
        FakeEndlessStream in = new FakeEndlessStream(
                head.getBytes(UTF_8), piece.getBytes(UTF_8), SIZE / piece.length(), tail.getBytes(UTF_8));
        FakeCountingStream out = new FakeCountingStream(in);
        new AnswerRewriter(new FakePlainLinkOpener(), SMALL)
                .rewrite(AnswerTrial.paths(query), AnswerTrial.OURS, RawMode.DEFAULT, new FakeDecrypted(), in, out);
        assertThat(out.length()).isGreaterThanOrEqualTo(in.given());
        assertThat(in.given()).isGreaterThan(SIZE - piece.length());
        assertThat(out.mostHeldBack())
                .isLessThan(SMALL.maxLink() + SMALL.lookAhead() + SMALL.maxExtensions() + (128 << 10) + (32 << 10));
        return out;
    }
}
