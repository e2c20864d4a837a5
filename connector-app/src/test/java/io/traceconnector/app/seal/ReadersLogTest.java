package io.traceconnector.app.seal;

import static io.traceconnector.app.seal.SealRig.first;
import static io.traceconnector.app.seal.SealRig.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The record of who could read what was sealed. */
final class ReadersLogTest {

    private static final Clock MARCH = Clock.fixed(Instant.parse("2026-03-31T23:59:59Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    @Test
    void namesEveryReaderOfASealedLink() throws IOException {
        SealRig rig = new SealRig(directory.resolve("recipients"));
        SealedLink sealed;
        try (Sealer sealer = rig.sealer()) {
            sealed = sealer.seal(first(new Change.Act("order-placed")), Optional.empty());
        }
        Path file = rig.directory.resolve("readers-2026-03.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        JsonNode line = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(line)
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"time\":\"2026-03-01T10:00:00.120Z\",\"link\":\"" + sealed.hash()
                                + "\",\"organisation\":\"ours\",\"workflow\":\"201\",\"trace\":\"" + SealRig.TRACE
                                + "\",\"readers\":[[\"1010\",\"" + fingerprint(SealRig.OURS) + "\"],[\"1020\",\""
                                + fingerprint(SealRig.THEIRS) + "\"]]}"));
    }

    @Test
    void refusesTheLinkWhereNothingCanBeRecorded() throws IOException {
        SealRig rig = new SealRig(directory.resolve("recipients"));
        Files.createDirectories(rig.directory.resolve("readers-2026-03.jsonl"));
        try (Sealer sealer = rig.sealer()) {
            assertThat(problem(() -> sealer.seal(first(new Change.Act("order-placed")), Optional.empty()))
                            .code())
                    .isEqualTo("readers_not_recorded");
        }
    }

    @Test
    void keepsEveryLineOfManyThreadsWhole() throws Exception {
        try (ReadersLog log = new ReadersLog(directory, MARCH);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = IntStream.range(0, 200)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> log.append("{\"n\":" + i + "}")))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
            assertThat(Files.readAllLines(directory.resolve("readers-2026-03.jsonl")))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 200)
                            .mapToObj(i -> "{\"n\":" + i + "}")
                            .toList());
        }
    }

    @Test
    void beginsAFileEachMonthAndGoesOnAfterARestart() throws IOException {
        FakeClock clock = new FakeClock(MARCH.instant());
        try (ReadersLog log = new ReadersLog(directory, clock)) {
            log.append("one");
            clock.pass(Duration.ofSeconds(1));
            log.append("two");
        }
        try (ReadersLog log = new ReadersLog(directory, clock)) {
            log.append("three");
        }
        assertThat(directory.resolve("readers-2026-03.jsonl")).hasContent("one\n");
        assertThat(directory.resolve("readers-2026-04.jsonl")).hasContent("two\nthree\n");
    }

    @Test
    void doesNotContinueALineThatACrashCutOff() throws IOException {
        Path file = directory.resolve("readers-2026-03.jsonl");
        Files.writeString(file, "whole\ncut o");
        try (ReadersLog log = new ReadersLog(directory, MARCH)) {
            log.append("next");
        }
        assertThat(file).hasContent("whole\ncut o\nnext\n");
    }

    @Test
    void isNotClosedByTheInterruptOfOneThread() throws IOException {
        try (ReadersLog log = new ReadersLog(directory, MARCH)) {
            log.append("one");
            Thread.currentThread().interrupt();
            log.append("two");
            assertThat(Thread.interrupted()).isTrue();
            log.append("three");
        }
        assertThat(directory.resolve("readers-2026-03.jsonl")).hasContent("one\ntwo\nthree\n");
    }

    private static String fingerprint(PrivateKeyPem key) {
        return key.publicKey().fingerprint().hex();
    }
}
