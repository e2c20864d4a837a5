package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Feed;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.Position;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RebuildTest {

    private static final Feed FEED = link(0, "{}").feed();

    @TempDir
    Path directory;

    @BeforeEach
    void fill() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            for (int i = 0; i < 5; i++) {
                search.accept(
                        FEED, List.of(link(2 * i, "{\"a\":\"old\"}"), link(2 * i + 1, "{\"a\":\"old\"}")), "p" + i);
            }
        }
    }

    private static void refill(TestingSearch search, int batches) {
        for (int i = 0; i < batches; i++) {
            search.accept(FEED, List.of(link(2 * i, "{\"a\":\"new\"}"), link(2 * i + 1, "{\"a\":\"new\"}")), "p" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncate", "flip", "empty", "delete-one", "delete-commit"})
    void startsOverWithADamagedIndex(String damage) throws IOException {
        damage(damage);
        try (TestingSearch search = TestingSearch.open(directory)) {
            assertThat(search.running().position(FEED)).isEqualTo(Position.START);
            assertThat(search.running().health().state()).isEqualTo(State.DEGRADED);
            assertThat(search.running().health().detail()).contains("rebuilt").contains("damaged");
            refill(search, 3);
            assertThat(search.get("*:*").get("total").asInt()).isGreaterThanOrEqualTo(6);
        }
        try (TestingSearch search = TestingSearch.open(directory)) {
            assertThat(search.running().position(FEED)).isEqualTo(new Position("p2"));
            refill(search, 5);
            assertThat(search.found("a:new")).hasSize(10);
            assertThat(search.get("*:*").get("total").asInt()).isEqualTo(10);
        }
    }

    private void damage(String how) throws IOException {
        Path index = directory.resolve("index");
        try (Stream<Path> files = Files.list(index)) {
            List<Path> all = files.sorted().toList();
            for (Path file : all) {
                String name = file.getFileName().toString();
                boolean data = name.endsWith(".cfs") || name.endsWith(".fdt") || name.endsWith(".dvd");
                switch (how) {
                    case "truncate" -> change(data, file, out -> out.setLength(out.length() / 2));
                    case "empty" -> change(data, file, out -> out.setLength(0));
                    case "flip" -> change(data, file, RebuildTest::flip);
                    case "delete-one" -> Files.deleteIfExists(data ? file : file.resolveSibling("none"));
                    default -> Files.deleteIfExists(name.startsWith("segments_") ? file : file.resolveSibling("none"));
                }
            }
        }
    }

    private interface Change {
        void apply(RandomAccessFile file) throws IOException;
    }

    private static void change(boolean applies, Path file, Change change) {
        if (applies) {
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                change.apply(open);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static void flip(RandomAccessFile file) throws IOException {
        file.seek(file.length() / 2);
        int old = file.read();
        file.seek(file.length() / 2);
        file.write(old ^ 0xff);
    }

    @Test
    void answersFromTheOldIndexUntilTheNewOneHasCaughtUp() throws IOException {
        SearchConfig other = TestingSearch.config(Map.of("b", "french"), 2000);
        try (TestingSearch search = TestingSearch.open(directory, other, Clock.systemUTC())) {
            assertThat(search.running().position(FEED)).isEqualTo(Position.START);
            assertThat(search.found("a:old")).hasSize(10);
            assertThat(search.running().health().state()).isEqualTo(State.DEGRADED);
            assertThat(search.running().health().detail())
                    .contains("other analyzers")
                    .contains("previous one answers");
            refill(search, 3);
            assertThat(search.found("a:old")).hasSize(10);
        }
        try (TestingSearch search = TestingSearch.open(directory, other, Clock.systemUTC())) {
            assertThat(search.running().position(FEED)).isEqualTo(new Position("p2"));
            assertThat(search.found("a:old")).hasSize(10);
            refill(search, 5);
            assertThat(search.found("a:new")).hasSize(10);
            assertThat(search.running().health().state()).isEqualTo(State.UP);
            assertThat(directory.resolve("previous")).doesNotExist();
        }
        try (TestingSearch search = TestingSearch.open(directory, other, Clock.systemUTC())) {
            assertThat(search.running().position(FEED)).isEqualTo(new Position("p4"));
            assertThat(search.running().health().state()).isEqualTo(State.UP);
        }
    }

    @Test
    void finishesARebuildWhoseFeedIsNoLongerReadOnceItIsQuiet() {
        SteppedClock clock = new SteppedClock();
        SearchConfig other = TestingSearch.config(Map.of("b", "french"), 2000);
        try (TestingSearch search = TestingSearch.open(directory, other, clock.clock())) {
            search.feed(link(100, "{\"a\":\"new\"}").workflow("8"));
            assertThat(search.running().health().state()).isEqualTo(State.DEGRADED);
            clock.now = clock.now.plus(Duration.ofMinutes(11));
            assertThat(search.running().health().state()).isEqualTo(State.UP);
            assertThat(search.found("*:*")).containsExactly(100);
        }
    }

    private static final class SteppedClock implements InstantSource {
        private Instant now = Instant.parse("2026-05-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        Clock clock() {
            return withZone(ZoneOffset.UTC);
        }
    }

    @Test
    void anIndexOfAnotherFormatDoesNotAnswer() throws IOException {
        changeFormat();
        try (TestingSearch search = TestingSearch.open(directory)) {
            assertThat(search.running().position(FEED)).isEqualTo(Position.START);
            assertThat(search.running().health().detail())
                    .contains("its format is 1")
                    .contains("answers are incomplete");
            assertThat(search.found("*:*")).isEmpty();
            refill(search, 3);
            assertThat(search.found("a:new")).hasSize(6);
            assertThat(search.running().health().state()).isEqualTo(State.DEGRADED);
            refill(search, 5);
            assertThat(search.found("a:new")).hasSize(10);
            assertThat(search.running().health().state()).isEqualTo(State.UP);
        }
    }

    /** Says of the last commit that it is of the first format. */
    private void changeFormat() throws IOException {
        try (FSDirectory index = FSDirectory.open(directory.resolve("index"));
                IndexWriter writer = new IndexWriter(index, new IndexWriterConfig())) {
            Map<String, String> data = new HashMap<>();
            writer.getLiveCommitData().forEach(entry -> data.put(entry.getKey(), entry.getValue()));
            data.put("format", "1");
            writer.setLiveCommitData(data.entrySet());
            writer.commit();
        }
    }

    @Test
    void refusesACursorOfTheIndexBefore() throws IOException {
        String cursor;
        try (TestingSearch search = TestingSearch.open(directory)) {
            cursor = search.get(ALPHA, "q", "*:*", "limit", "2").get("next").asString();
        }
        damage("truncate");
        try (TestingSearch search = TestingSearch.open(directory)) {
            refill(search, 5);
            assertThat(search.refusal(ALPHA, "q", "*:*", "limit", "2", "cursor", cursor)
                            .code())
                    .isEqualTo("cursor_expired");
        }
    }

    @Test
    void beginsAnewWhenAllWasDeleted() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("index"))) {
            files.filter(Files::isRegularFile).forEach(file -> file.toFile().delete());
        }
        try (TestingSearch search = TestingSearch.open(directory)) {
            assertThat(search.running().position(FEED)).isEqualTo(Position.START);
            assertThat(search.running().health().state()).isEqualTo(State.UP);
        }
    }
}
