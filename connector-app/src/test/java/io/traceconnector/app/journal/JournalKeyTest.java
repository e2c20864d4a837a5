package io.traceconnector.app.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.app.journal.FakeDisk.Survival;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.chainscript.Algorithms;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalKeyTest {

    private static final String FILE = "local.key";

    private final FakeKeys ring = new FakeKeys();
    private final FakeDisk disk = new FakeDisk();

    @Test
    void followsANewDecryptionKeyAndSigningKeyWhileItRuns() throws IOException {
        byte[] local = open();
        JournalKey running = key(disk);
        ring.decryption(FakeKeys.NEW, FakeKeys.OLD);
        running.follow();
        ring.decryption(FakeKeys.NEW);
        ring.signing(FakeKeys.NEW_SIGNING);
        running.follow();

        assertThat(open()).isEqualTo(local);
    }

    @Test
    void followsANewDecryptionKeyAtTheNextStart() throws IOException {
        byte[] local = open();
        ring.decryption(FakeKeys.NEW, FakeKeys.OLD);
        open();
        ring.decryption(FakeKeys.NEW);

        assertThat(open()).isEqualTo(local);
    }

    @Test
    void whatDoesNotOpenStallsAndIsLeftAsItIs() throws IOException {
        open();
        byte[] before = disk.content(FILE);

        ring.decryption(FakeKeys.NEW);
        assertStalls("is wrapped for decryption key");
        ring.decryption(FakeKeys.OLD);
        ring.signing(FakeKeys.NEW_SIGNING);
        assertStalls("is not signed by the organisation's signing key of today");
        ring.signing(FakeKeys.SIGNING);
        ring.away(true);
        assertThatThrownBy(this::open).isInstanceOf(KeyUnavailableException.class);
        ring.away(false);

        assertThat(disk.content(FILE)).isEqualTo(before);
        open();
    }

    @Test
    void aMissingFileBesideAJournalIsNotMadeAnew() throws IOException {
        open();
        disk.create(Journal.NAME).close();
        disk.delete(FILE);

        assertStalls("local.key is missing");
    }

    @Test
    void noByteOfTheFileCanBeAnotherOne() throws IOException {
        byte[] local = open();
        int size = disk.content(FILE).length;

        for (int i = 0; i < size; i += 7) {
            disk.damage(FILE, i);
            assertThat(opened()).as("byte " + i).isNotEqualTo(Optional.of(local));
            disk.damage(FILE, i);
        }
    }

    @ParameterizedTest
    @EnumSource(Survival.class)
    void isThereAfterACrashAtAnyMomentOfMakingAndWrappingIt(Survival survival) throws IOException {
        for (int moment = 1; moment <= 12; moment++) {
            FakeDisk crashing = new FakeDisk();
            ring.decryption(FakeKeys.OLD);
            byte[] local = open(crashing);
            crashing.create(Journal.NAME).close();
            crashing.force();
            ring.decryption(FakeKeys.NEW, FakeKeys.OLD);
            crashing.killedBy(new FakeKill(moment));
            try {
                open(crashing);
            } catch (FakeKill.Killed e) {
                crashing.crash(survival);
            }
            crashing.killedBy(FakeKill.never());

            assertThat(open(crashing)).isEqualTo(local);
        }
    }

    private void assertStalls(String reason) {
        assertThatThrownBy(this::open).isInstanceOf(JournalKeyException.class).hasMessageContaining(reason);
    }

    private Optional<byte[]> opened() throws IOException {
        try {
            return Optional.of(open());
        } catch (JournalKeyException e) {
            return Optional.empty();
        }
    }

    private JournalKey key(Disk with) throws IOException {
        return JournalKey.open(
                new JournalOwner(FakeKeys.US, ring, Algorithms.platform()),
                JournalTest.KIND,
                new DiskKeyStorage(with),
                with.exists(Journal.NAME));
    }

    private byte[] open() throws IOException {
        return open(disk);
    }

    private byte[] open(Disk with) throws IOException {
        try (JournalKey key = key(with)) {
            return key.local().exposedBytes();
        }
    }
}
