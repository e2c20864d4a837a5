package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.KeptRigs.awaitLinks;
import static io.traceconnector.app.decrypt.KeptRigs.awaitOpen;
import static io.traceconnector.app.decrypt.KeptRigs.ours;
import static io.traceconnector.app.decrypt.Rig.SISTER;
import static io.traceconnector.app.decrypt.Rig.US;
import static io.traceconnector.app.decrypt.TestLinks.ALICE;
import static io.traceconnector.app.decrypt.TestLinks.BOB;
import static io.traceconnector.app.decrypt.TestLinks.OURS;
import static io.traceconnector.app.decrypt.TestLinks.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Payload.Closed;
import io.traceconnector.api.Payload.NotForUs;
import io.traceconnector.api.Payload.Opened;
import io.traceconnector.api.Payload.Plain;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Segment;
import io.traceconnector.chainscript.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rig is a process of its own with an empty memory, on the same disk. */
class KeptLinksTest {

    @TempDir
    private Path data;

    private KeptRigs rigs;

    @BeforeEach
    void place() {
        rigs = new KeptRigs(data);
    }

    @AfterEach
    void stop() {
        rigs.close();
    }

    @Test
    void aRestartCostsOneUnwrapAndNoMore() {
        Link[] links = Stream.of("1", "{\"a\":[true]}", "\"text\"")
                .map(form -> TestLinks.sealed(form, ALICE, OURS))
                .toArray(Link[]::new);
        Rig first = rigs.opened(ours());
        List<Segment> before = first.page(links);
        first.decryptor.close();

        Rig second = rigs.opened(ours());
        List<Segment> after = second.page(links);

        assertThat(after).isEqualTo(before);
        assertThat(after).allSatisfy(segment -> assertThat(segment.payload()).isInstanceOf(Opened.class));
        assertThat(after)
                .allSatisfy(
                        segment -> assertThat(segment.verification().verified()).isTrue());
        assertThat(second.keys.unwraps).hasValue(1);
        assertThat(second.count("connector.decrypt.kept", "result", "hit")).isEqualTo(3);
    }

    @Test
    void whatWasWrittenOutlivesAProcessThatIsKilled() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Rig killed = rigs.opened(ours());
        killed.open(link, US);
        awaitLinks(killed, 1);

        Rig next = rigs.opened(ours());

        assertThat(next.open(link, US).payload()).isInstanceOf(Opened.class);
        assertThat(next.keys.unwraps).hasValue(1);
    }

    @Test
    void keepsWhatTheBytesOfOtherLinksProve() {
        Link[] links = {
            TestLinks.sealed("1", BOB, THEIRS),
            TestLinks.signed(TestLinks.withData(TestLinks.draft().build(), "{\"clear\":1}"), ALICE),
            TestLinks.unsigned(TestLinks.draft().build()),
            TestLinks.hashed("{\"b\":2}", ALICE),
        };
        Rig first = rigs.opened(ours());
        List<Segment> before = first.page(links);
        first.decryptor.close();

        Rig second = rigs.opened(ours());

        assertThat(second.page(links)).isEqualTo(before);
        assertThat(before.getFirst().payload()).isInstanceOf(NotForUs.class);
        assertThat(before.get(1).payload()).isInstanceOf(Plain.class);
        assertThat(second.count("connector.decrypt.kept", "result", "hit")).isEqualTo(4);
    }

    @Test
    void keepsTheKeyOfDataWithoutItsLink() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        byte[] blob = link.data().toByteArray();
        byte[] meta = link.meta().data().toByteArray();
        Rig first = rigs.opened(ours());
        first.decryptor.openData(Set.of(US), blob, meta, Optional.empty());
        first.decryptor.close();

        Rig second = rigs.opened(ours());

        assertThat(second.decryptor.openData(Set.of(US), blob, meta, Optional.empty()))
                .isInstanceOf(Opened.class);
        assertThat(second.keys.unwraps).hasValue(1);
    }

    @Test
    void judgesSignersAndCopiesAnew() {
        Link link = TestLinks.sealed("1", BOB, OURS);
        Link copy = TestLinks.copy(link, ALICE);
        Rig first = rigs.opened(ours());
        first.page(link, copy);
        first.decryptor.close();

        Rig second = rigs.opened(ours());
        second.trace.with("bob", BOB);

        assertThat(second.open(link, US).verification().verified()).isTrue();
        assertThat(second.open(copy, US).payload()).isEqualTo(new Closed(Reason.COPIED));
    }

    @Test
    void doesNotKeepThatALinkNeverOpens() {
        Link broken = TestLinks.sealedText("not json", ALICE, OURS);
        Rig first = rigs.opened(ours());
        assertThat(first.open(broken, US).payload()).isEqualTo(new Closed(Reason.UNDECRYPTABLE));
        first.decryptor.close();

        Rig second = rigs.opened(ours());

        assertThat(second.open(broken, US).payload()).isEqualTo(new Closed(Reason.UNDECRYPTABLE));
        assertThat(second.keys.unwraps).hasValue(2);
    }

    @Test
    void servesNoOrganisationWithWhatAnothersKeyOpened() {
        FakeKeyRing keys = ours().with("sister", THEIRS);
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Rig first = rigs.opened(keys, 2);
        first.open(link, US);
        first.decryptor.close();

        Rig second = rigs.opened(ours().with("sister", THEIRS), 2);

        assertThat(second.open(link, SISTER).payload()).isEqualTo(new NotForUs());
        assertThat(second.open(link).payload()).isEqualTo(new NotForUs());
        assertThat(second.open(link, US).payload()).isInstanceOf(Opened.class);
    }

    @Test
    void goesOnAndBeginsAnewWhenDeletedWhileRunning() throws IOException {
        Link before = TestLinks.sealed("1", ALICE, OURS);
        Link after = TestLinks.sealed("2", ALICE, OURS);
        Rig rig = rigs.opened(ours());
        rig.open(before, US);
        awaitLinks(rig, 1);

        deleteAll(rigs.kept);
        assertThat(rig.open(before, US).payload()).isInstanceOf(Opened.class);
        Awaitility.await().until(() -> Files.exists(rigs.directory(OURS).resolve("local.key")));
        awaitOpen(rig, 1);
        assertThat(rig.open(after, US).payload()).isInstanceOf(Opened.class);
        rig.decryptor.close();

        Rig second = rigs.opened(ours());
        assertThat(second.gauge("connector.decrypt.kept.links")).isEqualTo(1);
        second.open(after, US);
        assertThat(second.keys.unwraps).hasValue(1);
    }

    @Test
    void survivesThatItsFilesAreCutWhileRunning() throws IOException {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Rig first = rigs.opened(ours());
        first.open(link, US);
        first.decryptor.close();
        Rig second = rigs.opened(ours());

        try (Stream<Path> files = Files.list(rigs.directory(OURS))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".kept")).toList()) {
                Files.write(file, new byte[0]);
            }
        }

        assertThat(second.open(link, US).payload()).isInstanceOf(Opened.class);
        assertThat(second.keys.unwraps).hasValue(2);
    }

    @Test
    void writesNothingWhenSwitchedOff() {
        DecryptConfig config = Rig.config(new KeptConfig(false, 1000));
        Rig rig = rigs.start(config, ours());

        assertThat(rig.open(TestLinks.sealed("1", ALICE, OURS), US).payload()).isInstanceOf(Opened.class);
        rig.decryptor.close();

        assertThat(rigs.kept).doesNotExist();
        assertThat(rig.keys.unwraps).hasValue(1);
    }

    @Test
    void isItsOwnersAlone() throws IOException {
        Rig rig = rigs.opened(ours());
        rig.open(TestLinks.sealed("1", ALICE, OURS), US);
        rig.decryptor.close();

        try (Stream<Path> all = Files.walk(rigs.kept)) {
            assertThat(all.toList())
                    .hasSize(4)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void opensWithoutMemoryFromDisk() {
        DecryptConfig forgetful = Rig.forgetful();
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Rig rig = rigs.start(forgetful, ours());
        awaitOpen(rig, 1);
        rig.open(link, US);
        awaitLinks(rig, 1);

        assertThat(rig.open(link, US).payload()).isInstanceOf(Opened.class);
        assertThat(rig.keys.unwraps).hasValue(1);
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
