package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.Rig.SISTER;
import static io.traceconnector.app.decrypt.Rig.US;
import static io.traceconnector.app.decrypt.TestLinks.ALICE;
import static io.traceconnector.app.decrypt.TestLinks.BOB;
import static io.traceconnector.app.decrypt.TestLinks.OURS;
import static io.traceconnector.app.decrypt.TestLinks.OURS_NEW;
import static io.traceconnector.app.decrypt.TestLinks.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Payload.Closed;
import io.traceconnector.api.Payload.NotForUs;
import io.traceconnector.api.Payload.Opened;
import io.traceconnector.api.Payload.Plain;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Segment;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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

    private Path kept;
    private final List<Rig> started = new ArrayList<>();

    @BeforeEach
    void place() {
        kept = data.resolve("kept");
    }

    @AfterEach
    void stop() {
        started.forEach(rig -> rig.decryptor.close());
    }

    @Test
    void aRestartCostsOneUnwrapAndNoMore() {
        Link[] links = Stream.of("1", "{\"a\":[true]}", "\"text\"")
                .map(form -> TestLinks.sealed(form, ALICE, OURS))
                .toArray(Link[]::new);
        Rig first = opened(ours());
        List<Segment> before = first.page(links);
        first.decryptor.close();

        Rig second = opened(ours());
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
        Rig killed = opened(ours());
        killed.open(link, US);
        awaitLinks(killed, 1);

        Rig next = opened(ours());

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
        Rig first = opened(ours());
        List<Segment> before = first.page(links);
        first.decryptor.close();

        Rig second = opened(ours());

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
        Rig first = opened(ours());
        first.decryptor.openData(Set.of(US), blob, meta, Optional.empty());
        first.decryptor.close();

        Rig second = opened(ours());

        assertThat(second.decryptor.openData(Set.of(US), blob, meta, Optional.empty()))
                .isInstanceOf(Opened.class);
        assertThat(second.keys.unwraps).hasValue(1);
    }

    @Test
    void judgesSignersAndCopiesAnew() {
        Link link = TestLinks.sealed("1", BOB, OURS);
        Link copy = TestLinks.copy(link, ALICE);
        Rig first = opened(ours());
        first.page(link, copy);
        first.decryptor.close();

        Rig second = opened(ours());
        second.trace.with("bob", BOB);

        assertThat(second.open(link, US).verification().verified()).isTrue();
        assertThat(second.open(copy, US).payload()).isEqualTo(new Closed(Reason.COPIED));
    }

    @Test
    void doesNotKeepThatALinkNeverOpens() {
        Link broken = TestLinks.sealedText("not json", ALICE, OURS);
        Rig first = opened(ours());
        assertThat(first.open(broken, US).payload()).isEqualTo(new Closed(Reason.UNDECRYPTABLE));
        first.decryptor.close();

        Rig second = opened(ours());

        assertThat(second.open(broken, US).payload()).isEqualTo(new Closed(Reason.UNDECRYPTABLE));
        assertThat(second.keys.unwraps).hasValue(2);
    }

    @Test
    void servesNoOrganisationWithWhatAnothersKeyOpened() {
        FakeKeyRing keys = ours().with("sister", THEIRS);
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Rig first = opened(keys, 2);
        first.open(link, US);
        first.decryptor.close();

        Rig second = opened(ours().with("sister", THEIRS), 2);

        assertThat(second.open(link, SISTER).payload()).isEqualTo(new NotForUs());
        assertThat(second.open(link).payload()).isEqualTo(new NotForUs());
        assertThat(second.open(link, US).payload()).isInstanceOf(Opened.class);
    }

    @Test
    void anAddedKeyCostsNothingForWhatIsKept() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Link forNew = TestLinks.sealed("2", ALICE, OURS_NEW);
        Rig first = opened(ours());
        first.page(link, forNew);
        first.decryptor.close();

        Rig second = opened(ours().with("us", OURS_NEW), 2);
        int before = second.keys.unwraps.get();
        List<Segment> page = second.page(link, forNew);

        assertThat(page).allSatisfy(segment -> assertThat(segment.payload()).isInstanceOf(Opened.class));
        assertThat(second.keys.unwraps).hasValue(before + 1);
    }

    @Test
    void entriesDieWithTheirPrivateKeyAtStart() {
        Link link = TestLinks.sealed("1", ALICE, OURS, OURS_NEW);
        Rig first = opened(ours().with("us", OURS_NEW), 2);
        first.open(link, US);
        first.decryptor.close();

        Rig second = opened(ours());

        assertThat(directory(OURS_NEW)).doesNotExist();
        assertThat(directory(OURS)).isDirectory();
        assertThat(second.open(link, US).payload()).isInstanceOf(Opened.class);
        assertThat(second.keys.unwraps).hasValue(2);
    }

    @Test
    void entriesDieWithTheirPrivateKeyWhileRunning() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        FakeKeyRing keys = ours().with("us", OURS_NEW);
        Rig rig = opened(keys, 2);
        rig.open(link, US);
        awaitLinks(rig, 1);

        keys.without("us", OURS);

        assertThat(rig.open(link, US).payload()).isEqualTo(new NotForUs());
        Awaitility.await().until(() -> Files.notExists(directory(OURS)));
        assertThat(directory(OURS_NEW)).isDirectory();
        keys.with("us", OURS);
        awaitOpen(rig, 2);
        assertThat(rig.gauge("connector.decrypt.kept.links")).isLessThanOrEqualTo(1);
    }

    @Test
    void aKeyThatIsAwayAtStartIsUsedOnceItIsBack() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Rig first = opened(ours());
        first.open(link, US);
        first.decryptor.close();

        FakeKeyRing keys = ours();
        keys.away.add(FakeKeyRing.id(OURS));
        Rig second = start(keys);
        Awaitility.await().until(() -> keys.unwraps.get() > 0);
        assertThat(second.open(link, US).payload()).isEqualTo(new Closed(Reason.UNAVAILABLE));
        assertThat(directory(OURS)).isDirectoryContaining("glob:**.kept");

        keys.away.clear();
        awaitOpen(second, 1);
        keys.unwraps.set(0);
        assertThat(second.open(link, US).payload()).isInstanceOf(Opened.class);
        assertThat(keys.unwraps).hasValue(0);
    }

    @Test
    void nobodyWaitsForAKeyThatIsAway() {
        FakeKeyRing keys = ours().with("us", OURS_NEW);
        keys.signingAway = true;
        Rig rig = start(keys);

        assertThat(rig.open(TestLinks.sealed("1", ALICE, OURS), US).payload()).isInstanceOf(Opened.class);
        assertThat(rig.gauge("connector.decrypt.kept.open")).isZero();
        assertThat(rig.count("connector.decrypt.kept.dropped")).isEqualTo(1);

        keys.signingAway = false;
        awaitOpen(rig, 2);
    }

    @Test
    void aNewSigningKeyWhileRunningSignsAnew() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        PrivateKeyPem signing = PrivateKeyPem.generate(KeySpec.EC_P256);
        FakeKeyRing keys = ours();
        Rig first = opened(keys);
        first.open(link, US);
        byte[] before = read(directory(OURS).resolve("local.key"));
        keys.signing = signing;
        Awaitility.await()
                .until(() ->
                        !java.util.Arrays.equals(before, read(directory(OURS).resolve("local.key"))));
        first.decryptor.close();

        FakeKeyRing later = ours();
        later.signing = signing;
        Rig second = opened(later);

        assertThat(second.open(link, US).payload()).isInstanceOf(Opened.class);
        assertThat(later.unwraps).hasValue(1);
    }

    @Test
    void beginsAnewWhereTheLocalKeyIsNotSignedByUs() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Rig first = opened(ours());
        first.open(link, US);
        first.decryptor.close();

        FakeKeyRing other = ours();
        other.signing = PrivateKeyPem.generate(KeySpec.ED25519);
        Rig second = opened(other);

        assertThat(second.gauge("connector.decrypt.kept.links")).isZero();
        assertThat(second.open(link, US).payload()).isInstanceOf(Opened.class);
        awaitLinks(second, 1);
        assertThat(other.unwraps).hasValue(1);
    }

    @Test
    void goesOnAndBeginsAnewWhenDeletedWhileRunning() throws IOException {
        Link before = TestLinks.sealed("1", ALICE, OURS);
        Link after = TestLinks.sealed("2", ALICE, OURS);
        Rig rig = opened(ours());
        rig.open(before, US);
        awaitLinks(rig, 1);

        deleteAll(kept);
        assertThat(rig.open(before, US).payload()).isInstanceOf(Opened.class);
        Awaitility.await().until(() -> Files.exists(directory(OURS).resolve("local.key")));
        awaitOpen(rig, 1);
        assertThat(rig.open(after, US).payload()).isInstanceOf(Opened.class);
        rig.decryptor.close();

        Rig second = opened(ours());
        assertThat(second.gauge("connector.decrypt.kept.links")).isEqualTo(1);
        second.open(after, US);
        assertThat(second.keys.unwraps).hasValue(1);
    }

    @Test
    void survivesThatItsFilesAreCutWhileRunning() throws IOException {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Rig first = opened(ours());
        first.open(link, US);
        first.decryptor.close();
        Rig second = opened(ours());

        try (Stream<Path> files = Files.list(directory(OURS))) {
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
        Rig rig = new Rig(data.resolve("pins"), config, ours(), Optional.of(kept));
        started.add(rig);

        assertThat(rig.open(TestLinks.sealed("1", ALICE, OURS), US).payload()).isInstanceOf(Opened.class);
        rig.decryptor.close();

        assertThat(kept).doesNotExist();
        assertThat(rig.keys.unwraps).hasValue(1);
    }

    @Test
    void isItsOwnersAlone() throws IOException {
        Rig rig = opened(ours());
        rig.open(TestLinks.sealed("1", ALICE, OURS), US);
        rig.decryptor.close();

        try (Stream<Path> all = Files.walk(kept)) {
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
        Rig rig = new Rig(data.resolve("pins"), forgetful, ours(), Optional.of(kept));
        started.add(rig);
        awaitOpen(rig, 1);
        rig.open(link, US);
        awaitLinks(rig, 1);

        assertThat(rig.open(link, US).payload()).isInstanceOf(Opened.class);
        assertThat(rig.keys.unwraps).hasValue(1);
    }

    private static FakeKeyRing ours() {
        return new FakeKeyRing().with("us", OURS);
    }

    private Rig start(FakeKeyRing keys) {
        Rig rig = new Rig(data.resolve("pins"), Rig.config(), keys, Optional.of(kept));
        started.add(rig);
        return rig;
    }

    private Rig opened(FakeKeyRing keys) {
        return opened(keys, 1);
    }

    private Rig opened(FakeKeyRing keys, int stores) {
        Rig rig = start(keys);
        awaitOpen(rig, stores);
        return rig;
    }

    private static void awaitOpen(Rig rig, int stores) {
        Awaitility.await().until(() -> rig.gauge("connector.decrypt.kept.open") == stores);
    }

    private static void awaitLinks(Rig rig, int links) {
        Awaitility.await().until(() -> rig.gauge("connector.decrypt.kept.links") == links);
    }

    private Path directory(PrivateKeyPem key) {
        return kept.resolve(FakeKeyRing.id(key).spkiSha256());
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
