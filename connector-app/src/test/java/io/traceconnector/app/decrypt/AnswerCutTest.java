package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.Payload.NotForUs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class AnswerCutTest {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String QUERY = "{l {raw data linkHash nodes {raw}}}";
    private static final String ANSWER =
            "{\"extensions\":{\"a\":1},\"data\":{\"l\":{\"raw\":{\"data\":\"ours\",\"x\":[-1.5e+3,true,null,\"\\u00e9\\n\"]},\"data\":null,"
                    + "\"linkHash\":null,\"nodes\":[{\"raw\":{\"data\":\"theirs\"}}]}},\"errors\":[]}";

    private final AnswerTrial trial = AnswerTrial.of(new FakeLinkOpener()
            .opens("{\"data\":\"ours\",\"x\":[-1.5e+3,true,null,\"\\u00e9\\n\"]}", "1")
            .gives("{\"data\":\"theirs\"}", new NotForUs(), FakeLinkOpener.VERIFIED));

    @Test
    void neverEndsAsJsonWhereTheAnswerIsCut() {
        byte[] answer = ANSWER.getBytes(UTF_8);
        assertThat(isJson(trial.rewrite(QUERY, ANSWER).getBytes(UTF_8))).isTrue();
        for (int cut = 0; cut < answer.length; cut++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            InputStream in = new ByteArrayInputStream(Arrays.copyOf(answer, cut));
            assertThatThrownBy(() -> trial.rewrite(QUERY, in, out)).isInstanceOf(AnswerException.class);
            assertThat(isJson(out.toByteArray())).isFalse();
        }
    }

    @Test
    void neverEndsAsJsonWhereReadingFails() {
        byte[] answer = ANSWER.getBytes(UTF_8);
        for (int cut = 0; cut <= answer.length; cut++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            InputStream in = new SequenceInputStream(
                    new ByteArrayInputStream(Arrays.copyOf(answer, cut)), new FakeBrokenStream());
            assertThatThrownBy(() -> trial.rewrite(QUERY, in, out)).isInstanceOf(UncheckedIOException.class);
            assertThat(isJson(out.toByteArray())).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "null",
                "\"x\"",
                "[{\"data\":{}}]",
                "<html>",
                "{\"data\":{}}x",
                "{\"data\":{}}{}",
                "{\"data\":{}},",
                "{\"data\":{}}\u0000",
                "{\"data\":{},}",
                "{,\"data\":{}}",
                "{\"data\" {}}",
                "{data:{}}",
                "{\"data\":}",
                "{\"data\":{\"l\":[1,]}}",
                "{\"data\":{\"l\":[1 2]}}",
                "{\"data\":{\"l\":[}]}",
                "{\"data\":{\"l\":{\"raw\":{\"data\":\"ours\"]}}}}",
                "\ufeff{\"data\":{}}"
            })
    void refusesWhatIsNoAnswer(String answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(answer.getBytes(UTF_8));
        assertThatThrownBy(() -> trial.rewrite(QUERY, in, out)).isInstanceOf(AnswerException.class);
        assertThat(isJson(out.toByteArray())).isFalse();
    }

    @Test
    void refusesEndlessDepth() {
        for (String nested : new String[] {"[", "{\"a\":"}) {
            assertThatThrownBy(() -> trial.rewrite(QUERY, "{\"data\":{\"x\":" + nested.repeat(100_000)))
                    .isInstanceOf(AnswerException.class)
                    .hasMessageContaining("deeper");
            assertThatThrownBy(() -> trial.rewrite("{l {raw}}", "{\"data\":{\"l\":" + "[".repeat(100_000)))
                    .isInstanceOf(AnswerException.class)
                    .hasMessageContaining("deeper");
        }
    }

    private static boolean isJson(byte[] text) {
        try {
            return !STRICT.readTree(text).isMissingNode();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static final class FakeBrokenStream extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("connection reset");
        }
    }
}
