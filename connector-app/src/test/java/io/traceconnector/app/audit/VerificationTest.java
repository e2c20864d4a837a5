package io.traceconnector.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is done to whichever line of a log of several files is found, all lines, none sampled; and nothing is found where nothing was done. */
class VerificationTest {

    private static final int RECORDS = 200;
    private static final int BETWEEN_FILES = 80;

    private final FakeDirectory disk = new FakeDirectory();
    private final TestingLog testing = new TestingLog();
    private List<Head> signed = new ArrayList<>();
    private List<Place> places = List.of();

    /** A line of the log. */
    private record Place(FileName file, int index) {}

    @BeforeEach
    void write() throws IOException {
        FakeClock clock = new FakeClock();
        try (AuditLog log = testing.open(clock, disk)) {
            for (int i = 1; i <= RECORDS; i++) {
                log.event(TestingLog.ERP, TestingLog.reading("request-" + i), "done");
                if (i % BETWEEN_FILES == 0) {
                    signed.add(log.head());
                    log.heads().sign();
                    clock.pass(Duration.ofHours(24));
                }
            }
            signed.add(log.head());
        }
        List<Place> all = new ArrayList<>();
        for (FileName file : disk.files()) {
            for (int i = 0; i < lines(file).size(); i++) {
                all.add(new Place(file, i));
            }
        }
        places = all;
    }

    @Test
    void nothingIsFoundWhereNothingWasDone() throws IOException {
        VerificationReport report = testing.verify(disk);

        assertThat(report.findings()).isEmpty();
        assertThat(report.files()).isGreaterThan(1);
        assertThat(report.lines()).isEqualTo(places.size());
        assertThat(report.heads()).isEqualTo(signed.size());
        assertThat(report.signed()).contains(signed.getLast());
        assertThat(report.unsigned()).as("the last head itself").isEqualTo(1);
        for (Head head : signed) {
            assertThat(testing.verify(disk, head.hash()).findings()).isEmpty();
        }
    }

    @Test
    void aRemovedLineIsFound() throws IOException {
        everyLineUpToTheLastHead((lines, index) -> {
            lines.remove((int) index);
            return lines;
        });
    }

    @Test
    void aDuplicatedLineIsFound() throws IOException {
        everyLine((lines, index) -> {
            lines.add(index, lines.get(index));
            return lines;
        });
    }

    @Test
    void aLineThatChangedPlacesWithTheNextIsFound() throws IOException {
        everyLine((lines, index) -> {
            int other = index + 1 < lines.size() ? index + 1 : index - 1;
            String one = lines.get(index);
            lines.set(index, lines.get(other));
            lines.set(other, one);
            return lines;
        });
    }

    @Test
    void aCopyOfAnOldLineIsFoundWhereverItIsPutIn() throws IOException {
        String old = lines(FileName.FIRST).get(5);
        everyLine((lines, index) -> {
            lines.add(index + 1, old);
            return lines;
        });
    }

    @Test
    void aChangedByteIsFoundInEveryLine() throws IOException {
        for (int each : List.of(7, 300)) {
            everyLine((lines, index) -> {
                lines.set(index, changed(lines.get(index), each));
                return lines;
            });
        }
    }

    @Test
    void everyChangedByteOfALineIsFound() throws IOException {
        FakeDirectory small = new FakeDirectory();
        try (AuditLog log = testing.open(small)) {
            log.event(TestingLog.ERP, TestingLog.reading("request"), "done");
        }
        byte[] file = small.content(FileName.FIRST);
        for (int at = 0; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= 1;
            small.put(FileName.FIRST, changed);
            assertThat(testing.verify(small).findings()).as("byte " + at).isNotEmpty();
        }
        small.put(FileName.FIRST, file);
        assertThat(testing.verify(small).findings()).isEmpty();
    }

    @Test
    void aChangeIsFoundThatSomebodyMadeWhoComputedAllHashesAnew() throws IOException {
        for (Place place : places) {
            FakeDirectory forged = forged(place);
            boolean covered = number(place) <= signed.getLast().number();
            assertThat(testing.verify(forged).isWhole())
                    .as("change in " + place)
                    .isEqualTo(!covered);
            assertThat(testing.verify(forged, hash(places.getLast())).findings())
                    .as("change in " + place + ", the last hash being known")
                    .isNotEmpty();
        }
    }

    @Test
    void aCutTailIsFoundWhereAHeadIsKnownThatWasInIt() throws IOException {
        for (Place place : places.subList(1, places.size())) {
            FakeDirectory cut = disk.copy();
            cut.put(place.file(), join(lines(place.file()).subList(0, place.index())));
            for (FileName later : cut.files()) {
                if (later.compareTo(place.file()) > 0 || (later.equals(place.file()) && place.index() == 0)) {
                    cut.delete(later);
                }
            }

            VerificationReport alone = testing.verify(cut);
            assertThat(alone.findings()).as("nothing but the end is missing").isEmpty();
            assertThat(alone.signed().map(Head::number).orElse(0L)).isLessThan(number(place));
            for (Head head : signed) {
                assertThat(testing.verify(cut, head.hash()).isWhole())
                        .as("head of line " + head.number() + " where " + place + " is cut off")
                        .isEqualTo(head.number() < number(place));
            }
        }
    }

    @Test
    void aMissingFileIsFound() throws IOException {
        for (FileName file : disk.files()) {
            FakeDirectory less = disk.copy();
            less.delete(file);
            boolean last = file.equals(disk.files().getLast());
            assertThat(testing.verify(less).isWhole()).isEqualTo(last);
            assertThat(testing.verify(less, signed.getLast().hash()).findings()).isNotEmpty();
        }
        assertThat(testing.verify(new FakeDirectory()).findings()).isNotEmpty();
    }

    @Test
    void aHeadByAnotherKeyDoesNotCount() throws IOException {
        VerificationReport report =
                new Verification(disk, List.of(testing.ring.publicKey(FakeRing.BETA)), Optional.empty()).run();

        assertThat(report.heads()).isZero();
        assertThat(report.findings())
                .hasSize(signed.size())
                .allMatch(finding -> finding.what().contains("a key that was not given"));
    }

    @Test
    void saysWhereAndWhat() throws IOException {
        FakeDirectory tampered = disk.copy();
        List<String> lines = lines(FileName.FIRST);
        lines.set(9, changed(lines.get(9), 40));
        lines.remove(20);
        tampered.put(FileName.FIRST, join(lines));

        assertThat(testing.verify(tampered).findings())
                .map(Finding::toString)
                .containsExactly(
                        "audit-00000001.jsonl line 10: it, or the line before it, was changed",
                        "audit-00000001.jsonl line 21: lines are missing before it: its number is 22, expected was 21");
    }

    private void everyLine(BiFunction<List<String>, Integer, List<String>> change) throws IOException {
        check(places, change);
    }

    /** Without the line of that head, which nothing covers: it is the end of the log. */
    private void everyLineUpToTheLastHead(BiFunction<List<String>, Integer, List<String>> change) throws IOException {
        check(places.subList(0, places.size() - 1), change);
    }

    private void check(List<Place> lines, BiFunction<List<String>, Integer, List<String>> change) throws IOException {
        for (Place place : lines) {
            FakeDirectory tampered = disk.copy();
            tampered.put(place.file(), join(change.apply(lines(place.file()), place.index())));
            assertThat(testing.verify(tampered).findings()).as(place.toString()).isNotEmpty();
        }
    }

    /** The log with one line changed and everything after it computed as the log itself would. */
    private FakeDirectory forged(Place place) throws IOException {
        FakeDirectory forged = new FakeDirectory();
        Chain chain = Chain.empty();
        for (FileName file : disk.files()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                String body =
                        lines.get(i).replaceFirst("^\\{\"n\":\\d+,", "").replaceFirst(",\"hash\":\"[0-9a-f]+\"}$", "");
                if (i == 0) {
                    body = body.replaceFirst(
                            "\"previous\":\"[0-9a-f]+\"",
                            "\"previous\":\"" + chain.head().hash() + "\"");
                }
                if (place.equals(new Place(file, i))) {
                    body = body.replaceFirst("\"at\":\"2", "\"at\":\"1");
                }
                chain.append(body.getBytes(StandardCharsets.US_ASCII), out);
            }
            forged.put(file, out.toByteArray());
        }
        return forged;
    }

    private static String changed(String line, int at) {
        int place = Math.min(at, line.length() - 1);
        UnaryOperator<String> other = c -> c.equals("7") ? "8" : "7";
        return line.substring(0, place) + other.apply(line.substring(place, place + 1)) + line.substring(place + 1);
    }

    private long number(Place place) throws IOException {
        return Line.parse(lines(place.file()).get(place.index()).getBytes(StandardCharsets.US_ASCII))
                .orElseThrow()
                .number();
    }

    private String hash(Place place) throws IOException {
        return Line.parse(lines(place.file()).get(place.index()).getBytes(StandardCharsets.US_ASCII))
                .orElseThrow()
                .hash();
    }

    private List<String> lines(FileName file) {
        return new ArrayList<>(new String(disk.content(file), StandardCharsets.US_ASCII)
                .lines()
                .toList());
    }

    private static byte[] join(List<String> lines) {
        return lines.isEmpty() ? new byte[0] : (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
