package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Payload.NotForUs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnswerLookAheadTest {

    private static final int LINKS = 200;
    private static final String QUERY = "{l {raw data}}";

    private final FakeLinkOpener opener = new FakeLinkOpener();
    private final FakeSlowLinkOpener slow = new FakeSlowLinkOpener(opener);

    @Test
    void opensSlowLinksSideBySideAndWritesThemInOrder() {
        String sent = answer(i -> raw(i) + ",\"data\":null");
        String expected = answer(i -> "{\"data\":\"" + AnswerTrial.base64("" + i) + "\"},\"data\":" + i);
        IntStream.range(0, LINKS).forEach(i -> opener.opens(raw(i), "" + i));
        assertThat(AnswerTrial.of(slow).rewrite(QUERY, sent)).isEqualTo(expected);
        assertThat(slow.most()).isBetween(2, 64);
        assertThat(opener.calls()).hasSize(LINKS);
    }

    @Test
    void opensNoMoreLinksAtATimeThanConfigured() {
        String sent = answer(i -> raw(i) + ",\"data\":null");
        AnswerConfig three = new AnswerConfig(16 << 20, 1 << 20, 3, 1 << 10);
        assertThat(AnswerTrial.of(slow).with(three).rewrite(QUERY, sent)).isEqualTo(sent);
        assertThat(slow.most()).isBetween(2, 3);
    }

    @Test
    void opensOneAfterTheOtherWhereNothingMayBeReadAhead() {
        String sent = answer(i -> raw(i) + ",\"data\":null");
        AnswerConfig none = new AnswerConfig(16 << 20, 0, 64, 1 << 10);
        assertThat(AnswerTrial.of(slow).with(none).rewrite(QUERY, sent)).isEqualTo(sent);
        assertThat(slow.most()).isEqualTo(1);
    }

    @Test
    void listsClosedLinksInTheOrderOfTheAnswer() {
        IntStream.range(0, LINKS).forEach(i -> opener.gives(raw(i), new NotForUs(), FakeLinkOpener.VERIFIED));
        String rewritten = AnswerTrial.of(slow).rewrite(QUERY, answer(i -> raw(i) + ",\"data\":null"));
        assertThat(rewritten)
                .endsWith(IntStream.range(0, LINKS)
                                .mapToObj(i -> "{\"path\":[\"l\"," + i + "],\"reason\":\"not-for-us\"}")
                                .collect(Collectors.joining(",", "\"closed\":[", "]"))
                        + "}}}");
    }

    @Test
    void settlesALinkBetweenTheValuesOfAnotherAfterAllBefore() {
        IntStream.range(0, 3).forEach(i -> opener.gives(raw(i), new NotForUs(), FakeLinkOpener.VERIFIED));
        String answer = "{\"data\":{\"a\":[{\"raw\":" + raw(0) + "},{\"raw\":" + raw(0) + "}],\"b\":{\"raw\":" + raw(1)
                + ",\"c\":{\"raw\":" + raw(2) + "},\"data\":null}}";
        assertThat(AnswerTrial.of(slow).rewrite("{a {raw} b {raw c {raw} data}}", answer + "}"))
                .isEqualTo(answer + ",\"extensions\":{\"connector\":{\"closed\":["
                        + Stream.of("\"a\",0", "\"a\",1", "\"b\",\"c\"", "\"b\"")
                                .map(path -> "{\"path\":[" + path + "],\"reason\":\"not-for-us\"}")
                                .collect(Collectors.joining(","))
                        + "]}}}");
    }

    @Test
    void interruptsWhatIsBeingOpenedWhenTheAnswerFails() throws InterruptedException {
        StuckLinkOpener stuck = new StuckLinkOpener(new CountDownLatch(1), new CountDownLatch(1));
        String begun =
                "{\"data\":{\"l\":[{\"raw\":" + raw(0) + ",\"data\":null},{\"raw\":" + raw(1) + ",\"data\":null},";
        InputStream cut = new SequenceInputStream(
                new ByteArrayInputStream(begun.getBytes(UTF_8)), new FakeCutStream(stuck.reached()));
        assertThatThrownBy(() -> AnswerTrial.of(stuck).rewrite(QUERY, cut)).isInstanceOf(AnswerException.class);
        assertThat(stuck.interrupted().await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static String answer(IntFunction<String> link) {
        return IntStream.range(0, LINKS)
                .mapToObj(i -> "{\"raw\":" + link.apply(i) + "}")
                .collect(Collectors.joining(",", "{\"data\":{\"l\":[", "]}}"));
    }

    private static String raw(int index) {
        return "{\"data\":\"b3Vycw" + index + "\"}";
    }

    /** Ends as soon as somebody is ready for it. */
    private static final class FakeCutStream extends InputStream {

        private final CountDownLatch ready;

        FakeCutStream(CountDownLatch ready) {
            this.ready = ready;
        }

        @Override
        public int read() throws IOException {
            try {
                ready.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            return -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return read();
        }
    }

    /** Is slow for the first link, and stuck at the second until it is interrupted. */
    private record StuckLinkOpener(CountDownLatch reached, CountDownLatch interrupted) implements LinkOpener {

        @Override
        public Result open(
                Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated) {
            try {
                if (new String(raw, UTF_8).equals(raw(0))) {
                    Thread.sleep(5);
                } else {
                    reached.countDown();
                    Thread.sleep(60_000);
                }
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return new Result(new NotForUs(), FakeLinkOpener.VERIFIED);
        }

        @Override
        public Payload openData(
                Set<OrganisationId> organisations, byte[] data, byte[] meta, Optional<LinkHash> stated) {
            return new NotForUs();
        }
    }
}
