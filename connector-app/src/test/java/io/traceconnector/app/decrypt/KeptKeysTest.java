package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.KeptRigs.awaitLinks;
import static io.traceconnector.app.decrypt.KeptRigs.awaitOpen;
import static io.traceconnector.app.decrypt.KeptRigs.ours;
import static io.traceconnector.app.decrypt.Rig.US;
import static io.traceconnector.app.decrypt.TestLinks.ALICE;
import static io.traceconnector.app.decrypt.TestLinks.OURS;
import static io.traceconnector.app.decrypt.TestLinks.OURS_NEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Payload.Closed;
import io.traceconnector.api.Payload.NotForUs;
import io.traceconnector.api.Payload.Opened;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Segment;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of kept links when private keys come, go, and are away. Every rig is a process of its own on the same disk. */
final class KeptKeysTest {

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
    void anAddedKeyCostsNothingForWhatIsKept() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Link forNew = TestLinks.sealed("2", ALICE, OURS_NEW);
        Rig first = rigs.opened(ours());
        first.page(link, forNew);
        first.decryptor.close();

        Rig second = rigs.opened(ours().with("us", OURS_NEW), 2);
        int before = second.keys.unwraps.get();
        List<Segment> page = second.page(link, forNew);

        assertThat(page).allSatisfy(segment -> assertThat(segment.payload()).isInstanceOf(Opened.class));
        assertThat(second.keys.unwraps).hasValue(before + 1);
    }

    @Test
    void entriesDieWithTheirPrivateKeyAtStart() {
        Link link = TestLinks.sealed("1", ALICE, OURS, OURS_NEW);
        Rig first = rigs.opened(ours().with("us", OURS_NEW), 2);
        first.open(link, US);
        first.decryptor.close();

        Rig second = rigs.opened(ours());

        assertThat(rigs.directory(OURS_NEW)).doesNotExist();
        assertThat(rigs.directory(OURS)).isDirectory();
        assertThat(second.open(link, US).payload()).isInstanceOf(Opened.class);
        assertThat(second.keys.unwraps).hasValue(2);
    }

    @Test
    void entriesDieWithTheirPrivateKeyWhileRunning() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        FakeKeyRing keys = ours().with("us", OURS_NEW);
        Rig rig = rigs.opened(keys, 2);
        rig.open(link, US);
        awaitLinks(rig, 1);

        keys.without("us", OURS);

        assertThat(rig.open(link, US).payload()).isEqualTo(new NotForUs());
        Awaitility.await().until(() -> Files.notExists(rigs.directory(OURS)));
        assertThat(rigs.directory(OURS_NEW)).isDirectory();
        keys.with("us", OURS);
        awaitOpen(rig, 2);
        assertThat(rig.gauge("connector.decrypt.kept.links")).isLessThanOrEqualTo(1);
    }

    @Test
    void aKeyThatIsAwayAtStartIsUsedOnceItIsBack() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Rig first = rigs.opened(ours());
        first.open(link, US);
        first.decryptor.close();

        FakeKeyRing keys = ours();
        keys.away.add(FakeKeyRing.id(OURS));
        Rig second = rigs.start(keys);
        Awaitility.await().until(() -> keys.unwraps.get() > 0);
        assertThat(second.open(link, US).payload()).isEqualTo(new Closed(Reason.UNAVAILABLE));
        assertThat(rigs.directory(OURS)).isDirectoryContaining("glob:**.kept");

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
        Rig rig = rigs.start(keys);

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
        Rig first = rigs.opened(keys);
        first.open(link, US);
        byte[] before = read(rigs.directory(OURS).resolve("local.key"));
        keys.signing = signing;
        Awaitility.await()
                .until(() -> !java.util.Arrays.equals(
                        before, read(rigs.directory(OURS).resolve("local.key"))));
        first.decryptor.close();

        FakeKeyRing later = ours();
        later.signing = signing;
        Rig second = rigs.opened(later);

        assertThat(second.open(link, US).payload()).isInstanceOf(Opened.class);
        assertThat(later.unwraps).hasValue(1);
    }

    @Test
    void beginsAnewWhereTheLocalKeyIsNotSignedByUs() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Rig first = rigs.opened(ours());
        first.open(link, US);
        first.decryptor.close();

        FakeKeyRing other = ours();
        other.signing = PrivateKeyPem.generate(KeySpec.ED25519);
        Rig second = rigs.opened(other);

        assertThat(second.gauge("connector.decrypt.kept.links")).isZero();
        assertThat(second.open(link, US).payload()).isInstanceOf(Opened.class);
        awaitLinks(second, 1);
        assertThat(other.unwraps).hasValue(1);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
