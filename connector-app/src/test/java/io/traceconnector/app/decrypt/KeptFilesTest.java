package io.traceconnector.app.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries of one symmetric key each, in chunks that hold fifteen or more of them. */
class KeptFilesTest {

    private static final KeyId KEY = new KeyId("ab".repeat(32));
    private static final byte[] LOCAL = new byte[32];
    private static final int CHUNK = KeptFrame.MAX;
    private static final KeptBound WIDE = new KeptBound(4, 1000, 64L * CHUNK, CHUNK);
    private static final int ENTRIES = 40;
    private static final int FEW = 12;

    /** Of one entry without its padding. */
    private static final int SIZE = KeptFrame.length(frame(0));

    @TempDir
    private Path directory;

    @Test
    void findsWhatWasAdded() throws IOException {
        write(directory, WIDE, ENTRIES);

        try (KeptFiles files = files(directory, WIDE)) {
            assertThat(files.entries()).isEqualTo(ENTRIES);
            assertThat(found(files, ENTRIES)).isEqualTo(ENTRIES);
            assertThat(files.find(received(ENTRIES))).isEmpty();
        }
    }

    @Test
    void cutAnywhereEveryEntryIsWholeOrGoneAndWritingGoesOn() throws IOException {
        write(directory, WIDE, FEW);
        Path file = directory.resolve("1.kept");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= end(whole); length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (KeptFiles files = files(directory, WIDE)) {
                // A whole entry stays; of one that is cut its padding at most may be gone.
                assertThat(found(files, FEW)).isBetween(length / KeptFrame.padded(SIZE), ceilDiv(length));
                add(files, FEW);
            }
            try (KeptFiles files = files(directory, WIDE)) {
                assertThat(opens(files, FEW)).isTrue();
            }
        }
    }

    @Test
    void aTornEntryIsTakenForNoneAndTheNextOneIsFound() throws IOException {
        write(directory, WIDE, 3);
        Path file = directory.resolve("1.kept");
        byte[] whole = Files.readAllBytes(file);
        int last = end(whole);
        for (int torn = 1; torn < last / 3; torn++) {
            byte[] cut = whole.clone();
            Arrays.fill(cut, last - torn, cut.length, (byte) 0);
            Files.write(file, cut);
            try (KeptFiles files = files(directory, WIDE)) {
                assertThat(opens(files, 0)).isTrue();
                assertThat(opens(files, 1)).isTrue();
                assertThat(opens(files, 2)).isFalse();
                add(files, 2);
                assertThat(opens(files, 2)).isTrue();
            }
        }
    }

    @Property(tries = 400)
    void aFlippedBitNeverGivesAnotherKey(
            @ForAll @IntRange(max = 3 * CHUNK - 1) int place, @ForAll @IntRange(max = 7) int bit) throws IOException {
        Path scratch = Files.createTempDirectory("kept");
        try {
            write(scratch, WIDE, ENTRIES);
            Path file = scratch.resolve("1.kept");
            byte[] bytes = Files.readAllBytes(file);
            int at = place % bytes.length;
            bytes[at] ^= (byte) (1 << bit);
            Files.write(file, bytes);
            try (KeptFiles files = files(scratch, WIDE)) {
                // What is damaged ends its chunk at most.
                assertThat(found(files, ENTRIES)).isGreaterThanOrEqualTo(ENTRIES - CHUNK / 160);
            }
        } finally {
            KeptFiles.deleteAll(scratch);
        }
    }

    @Test
    void anEntryMovedToAnotherLinkIsRefused() {
        byte[] frame = frame(1);
        byte[] others = KeptFrame.of(received(2), received(3), block(2), 0);
        for (int digest = 0; digest < 3; digest++) {
            byte[] moved = frame.clone();
            int at = KeptFrame.DIGESTS + digest * Sha256.SIZE;
            System.arraycopy(others, at, moved, at, Sha256.SIZE);

            assertThat(KeptLink.open(moved, KEY, local(), OwnKeys.NONE)).isEmpty();
        }
        assertThat(KeptLink.open(frame, KEY, local(), OwnKeys.NONE)).isPresent();
    }

    @Test
    void anEntryOfAnotherPrivateKeyIsRefused() {
        LocalKey others = new LocalKey(new KeyId("cd".repeat(32)), SymmetricKey.takeOwnershipOf(LOCAL.clone()));

        assertThat(KeptLink.open(frame(1), KEY, others, OwnKeys.NONE)).isEmpty();
    }

    @Test
    void aLocalKeyThatWasWipedSealsAndOpensNothing() {
        LocalKey local = local();
        byte[] frame = frame(1);
        local.close();

        assertThat(KeptLink.open(frame, KEY, local, OwnKeys.NONE)).isEmpty();
        assertThat(link(1).sealed(local, received(1), block(1))).isEmpty();
    }

    @Test
    void atTheBoundTheOldestQuarterIsForgotten() throws IOException {
        KeptBound bound = new KeptBound(4, 25, 64L * CHUNK, CHUNK);
        try (KeptFiles files = files(directory, bound)) {
            for (int i = 0; i < 300; i++) {
                add(files, i);
                assertThat(files.entries()).isBetween(Math.min(i + 1L, 76), 100L);
                assertThat(opens(files, i)).isTrue();
                assertThat(opens(files, Math.max(0, i - 75))).isTrue();
            }
            assertThat(opens(files, 199)).isFalse();
            assertThat(names()).containsExactlyInAnyOrder("9.kept", "10.kept", "11.kept", "12.kept");
        }
        try (KeptFiles files = files(directory, bound)) {
            assertThat(found(files, 300)).isEqualTo(100);
        }
    }

    @Test
    void theBoundInBytesHoldsAsWell() throws IOException {
        KeptBound bound = new KeptBound(4, 1000, 2L * CHUNK, CHUNK);
        try (KeptFiles files = files(directory, bound)) {
            for (int i = 0; i < 400; i++) {
                add(files, i);
            }
            assertThat(opens(files, 399)).isTrue();
            try (Stream<Path> all = Files.list(directory)) {
                assertThat(all.mapToLong(path -> path.toFile().length()).sum()).isLessThanOrEqualTo(4 * bound.bytes());
            }
        }
    }

    @Test
    void aSmallerBoundForgetsWhatIsTooMuch() throws IOException {
        write(directory, new KeptBound(4, 10, 64L * CHUNK, CHUNK), ENTRIES);

        try (KeptFiles files = files(directory, new KeptBound(2, 10, 64L * CHUNK, CHUNK))) {
            assertThat(files.entries()).isEqualTo(20);
            assertThat(opens(files, ENTRIES - 1)).isTrue();
        }
        assertThat(names()).containsExactlyInAnyOrder("3.kept", "4.kept");
    }

    @Test
    void theSecondOfTwoEntriesForTheSameBytesCounts() throws IOException {
        try (KeptFiles files = files(directory, WIDE)) {
            byte[] broken = frame(1);
            broken[KeptFrame.HEAD] ^= 1;
            files.add(broken);
            assertThat(opens(files, 1)).isFalse();
            add(files, 1);
            assertThat(opens(files, 1)).isTrue();
        }
    }

    @Test
    void whatIsTooLongIsNotKept() {
        SymmetricKey key = key(1);
        LinkFacts facts = KeptFactsTest.facts("x".repeat(KeptFrame.MAX));

        assertThat(new KeptLink(KEY, Optional.of(facts), Optional.of(key)).sealed(local(), received(1), block(1)))
                .isEmpty();
    }

    @Test
    void theDefaultBoundIsAboutAGibibyte() {
        KeptBound bound = KeptBound.ofLinks(1_000_000);

        assertThat(bound.files() * bound.entries()).isEqualTo(1_000_000);
        assertThat(bound.files() * bound.bytes()).isBetween(1_000_000L * 1024, 1L << 30);
        assertThat(KeptBound.ofLinks(10_000_000).bytes()).isLessThanOrEqualTo(KeptIndex.MAX_PLACE);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static int ceilDiv(int length) {
        return Math.ceilDiv(length, KeptFrame.padded(SIZE));
    }

    private static int end(byte[] bytes) {
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static void write(Path directory, KeptBound bound, int entries) throws IOException {
        try (KeptFiles files = files(directory, bound)) {
            for (int i = 0; i < entries; i++) {
                add(files, i);
            }
        }
    }

    private static KeptFiles files(Path directory, KeptBound bound) throws IOException {
        return new KeptFiles(directory, KEY, local(), bound);
    }

    private static LocalKey local() {
        return new LocalKey(KEY, SymmetricKey.takeOwnershipOf(LOCAL.clone()));
    }

    private static void add(KeptFiles files, int number) throws IOException {
        files.add(files.seal(link(number), received(number), block(number)).orElseThrow());
    }

    private static byte[] frame(int number) {
        return link(number).sealed(local(), received(number), block(number)).orElseThrow();
    }

    private static int found(KeptFiles files, int entries) {
        return (int) IntStream.range(0, entries).filter(i -> opens(files, i)).count();
    }

    /** Whether it is there; what is there must be right. */
    private static boolean opens(KeptFiles files, int number) {
        Optional<KeptLink> link = files.find(received(number)).flatMap(frame -> files.open(frame, OwnKeys.NONE));
        link.ifPresent(known -> assertThat(known.symmetric().orElseThrow().exposedBytes())
                .isEqualTo(key(number).exposedBytes()));
        return link.isPresent();
    }

    private static KeptLink link(int number) {
        return new KeptLink(KEY, Optional.empty(), Optional.of(key(number)));
    }

    private static SymmetricKey key(int number) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) (number + 1));
        return SymmetricKey.takeOwnershipOf(key);
    }

    private static Sha256 received(int number) {
        return Sha256.of(("link " + number).getBytes(StandardCharsets.US_ASCII));
    }

    private static Sha256 block(int number) {
        return Sha256.of(("block " + number).getBytes(StandardCharsets.US_ASCII));
    }
}
