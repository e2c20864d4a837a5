package io.traceconnector.app.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.app.journal.FakeDisk.Survival;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class JournalTest {

    static final JournalKind KIND = new JournalKind("TCTESTS1", "tests of us", "local key of tests");
    private static final byte TYPE = 1;

    private final FakeDisk disk = new FakeDisk();
    private final JournalKeys keys = new JournalKeys(KIND, SymmetricKey.takeOwnershipOf(local()));

    @Test
    void whatWasForcedIsReadAgainInOrder() throws IOException {
        Journal journal = begun();
        append(journal, "one", "two");
        journal.force(journal.size());
        append(journal, "three");
        disk.crash(Survival.NOTHING);

        assertThat(read(keys)).containsExactly("one", "two");
    }

    @Test
    void everyTornTailIsLeftOut() throws IOException {
        Journal journal = begun();
        append(journal, "one");
        journal.force(journal.size());
        int whole = disk.content(Journal.NAME).length;
        append(journal, "two");
        byte[] all = disk.content(Journal.NAME);

        for (int size = whole; size < all.length; size++) {
            disk.cut(Journal.NAME, size);
            assertThat(read(keys)).containsExactly("one");
        }
    }

    @Test
    void damageInWhatWasForcedStopsTheReadingAtEveryByte() throws IOException {
        Journal journal = begun();
        append(journal, "one", "two");
        journal.force(journal.size());
        int forced = disk.content(Journal.NAME).length;
        append(journal, "three");

        for (int i = 0; i < forced; i++) {
            disk.damage(Journal.NAME, i);
            assertThatThrownBy(() -> read(keys)).as("byte " + i).isInstanceOf(JournalDamagedException.class);
            disk.damage(Journal.NAME, i);
        }
        assertThat(read(keys)).containsExactly("one", "two", "three");
    }

    @Test
    void aHoleInWhatWasNeverForcedIsATornTail() throws IOException {
        Journal journal = begun();
        append(journal, "one");
        journal.force(journal.size());
        append(journal, "two", "three");
        disk.crash(Survival.HOLED);

        assertThat(read(keys)).containsExactly("one");
    }

    @Test
    void damageIsFoundInAJournalThatNobodyWroteToSince() throws IOException {
        Journal first = Journal.create(disk, keys, 1);
        append(first, "one");
        first.install(disk);
        disk.damage(Journal.NAME, Journal.HEAD + FrameHead.SIZE);

        assertThatThrownBy(() -> read(keys)).isInstanceOf(JournalDamagedException.class);
    }

    @Test
    void framesOfAnotherOrganisationOrKeyAreNotRead() throws IOException {
        Journal journal = begun();
        append(journal, "one");
        journal.force(journal.size());

        assertThat(read(new JournalKeys(
                        new JournalKind("TCTESTS1", "tests of others", KIND.keyTitle()),
                        SymmetricKey.takeOwnershipOf(local()))))
                .isEmpty();
        assertThat(read(new JournalKeys(KIND, SymmetricKey.random()))).isEmpty();
    }

    @Test
    void threadsThatMeetShareAForce() throws Exception {
        Journal journal = begun();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            places.add(journal.append(TYPE, new byte[] {1}));
        }
        int before = disk.forces();
        CountDownLatch together = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> forced = new ArrayList<>();
            for (Place place : places) {
                forced.add(threads.submit(() -> {
                    together.await();
                    journal.force(place.end());
                    return null;
                }));
            }
            together.countDown();
            for (Future<?> each : forced) {
                each.get();
            }
        }

        assertThat(disk.forces() - before).isEqualTo(1);
    }

    private Journal begun() throws IOException {
        Journal journal = Journal.create(disk, keys, 7);
        journal.install(disk);
        return journal;
    }

    private static void append(Journal journal, String... texts) throws IOException {
        for (String text : texts) {
            journal.append(TYPE, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<String> read(JournalKeys with) throws IOException {
        List<String> texts = new ArrayList<>();
        try (DiskFile file = disk.open(Journal.NAME)) {
            JournalReader reader = new JournalReader(file, with);
            Optional<JournalReader.Content> content = reader.next();
            while (content.isPresent()) {
                if (content.get().type() == TYPE) {
                    texts.add(new String(content.get().bytes(), StandardCharsets.UTF_8));
                }
                content = reader.next();
            }
        }
        return texts;
    }

    private static byte[] local() {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) 7);
        return key;
    }
}
