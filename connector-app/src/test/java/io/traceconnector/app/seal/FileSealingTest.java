package io.traceconnector.app.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.trace.Media;
import io.traceconnector.chainscript.FileBlob;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FileSealingTest {

    private static final OrganisationId OURS = new OrganisationId("ours");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00.123456Z"), ZoneOffset.UTC);

    private final FakeMedia media = new FakeMedia();

    /** Takes what it is given, and looks how much was read of it beyond that. */
    private static final class FakeMedia implements Media {
        private Optional<Upload> last = Optional.empty();
        private boolean keeps = true;
        private final ByteArrayOutputStream blob = new ByteArrayOutputStream();
        private long taken;
        private long mostHeldBack;
        private CountedStream source = new CountedStream(InputStream.nullInputStream());

        @Override
        public String upload(OrganisationId organisation, Upload upload) {
            last = Optional.of(upload);
            byte[] piece = new byte[10_000];
            try {
                for (int count = upload.content().read(piece);
                        count >= 0;
                        count = upload.content().read(piece)) {
                    taken += count;
                    mostHeldBack = Math.max(mostHeldBack, source.count() - taken);
                    if (keeps) {
                        blob.write(piece, 0, count);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return "d1";
        }

        @Override
        public Optional<URI> location(OrganisationId organisation, String digest) {
            return Optional.empty();
        }
    }

    private FileRecord send(OptionalLong size, InputStream content) {
        return new FileSealing(media, CLOCK)
                .send(OURS, new FileSealing.Draft("a.txt", "text/plain", size, content), Duration.ofSeconds(1));
    }

    @Test
    void givesTheRecordThatOpensWhatWasSent() throws IOException {
        FileRecord record =
                send(OptionalLong.of(5), new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)));

        assertThat(record.size()).isEqualTo(5);
        assertThat(record.createdAt()).isEqualTo("2026-03-01T10:00:00.123Z");
        assertThat(media.last.orElseThrow().length()).hasValue(5 + FileBlob.OVERHEAD);
        ByteArrayOutputStream opened = new ByteArrayOutputStream();
        FileBlob.open(
                SymmetricKey.ofBase64(record.key().orElseThrow()),
                new ByteArrayInputStream(media.blob.toByteArray()),
                opened);
        assertThat(opened).hasToString("hello");
        assertThat(record.toString()).doesNotContain(record.key().orElseThrow());
        assertThat(FileRecord.find(record.json(), "d1")).contains(record);
    }

    @Test
    void holdsNoMoreOfALargeFileThanAPiece() {
        media.keeps = false;
        media.source = new CountedStream(new Zeros(300L << 20));

        FileRecord record = send(OptionalLong.empty(), media.source);

        assertThat(record.size()).isEqualTo(300L << 20);
        assertThat(media.last.orElseThrow().length()).isEmpty();
        assertThat(media.taken).isEqualTo((300L << 20) + FileBlob.OVERHEAD);
        assertThat(media.mostHeldBack).isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void findsARecordAnywhereInFormData() {
        JsonNode data = JsonMapper.shared().readTree("""
                {"files":[{"digest":"a","name":"n","mimetype":"m/m"},
                          {"digest":"a","name":"n","mimetype":"m/m","size":3,"createdAt":"Jun 26, 2019, 10:13:43 AM"}],
                 "digest":"b"}""");

        assertThat(FileRecord.find(data, "a").orElseThrow().key()).isEmpty();
        assertThat(FileRecord.find(data, "b")).isEmpty();
        assertThat(FileRecord.find(JsonMapper.shared().readTree("[null, 1, \"a\"]"), "a"))
                .isEmpty();
    }

    /** As many zeros as it is told, and never in memory at once. */
    private static final class Zeros extends InputStream {
        private long left;

        private Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int count = (int) Math.min(left, length);
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
