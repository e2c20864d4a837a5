package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.Rig.US;
import static io.traceconnector.app.decrypt.TestLinks.ALICE;
import static io.traceconnector.app.decrypt.TestLinks.BOB;
import static io.traceconnector.app.decrypt.TestLinks.OURS;
import static io.traceconnector.app.decrypt.TestLinks.OURS_NEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Payload;
import io.traceconnector.api.Payload.Closed;
import io.traceconnector.api.Payload.Opened;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Segment;
import io.traceconnector.chainscript.Link;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alice is known, Bob is not. */
class CopiesTest {

    private static final Payload COPIED = new Closed(Reason.COPIED);

    @TempDir
    private Path data;

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(data);
    }

    @Test
    void theLaterOfTwoLinksWithOneWrappedKeyStaysClosed() {
        Link original = TestLinks.sealed("1", ALICE, OURS);

        assertThat(payloads(rig.page(original, TestLinks.copy(original, BOB))))
                .first()
                .isInstanceOf(Opened.class);
        assertThat(payloads(rig.page(TestLinks.copy(original, BOB)))).containsExactly(COPIED);
        assertThat(rig.open(TestLinks.copy(original, BOB), US).payload()).isEqualTo(COPIED);
        assertThat(rig.open(original, US).payload()).isInstanceOf(Opened.class);
    }

    @Test
    void theOrderOfThePageDecidesNotTheOneOfTheUnwraps() {
        Link original = TestLinks.sealed("1", BOB, OURS);
        Link[] page = new Link[40];
        page[0] = original;
        for (int i = 1; i < page.length; i++) {
            page[i] = TestLinks.signed(
                    new Link(
                            original.version(),
                            original.data(),
                            original.meta().toBuilder().mapId("trace-" + i).build(),
                            List.of()),
                    BOB);
        }

        List<Payload> payloads = payloads(rig.page(page));

        assertThat(payloads.getFirst()).isInstanceOf(Opened.class);
        assertThat(payloads.subList(1, page.length)).containsOnly(COPIED);
    }

    @Test
    void aVerifiedLinkTakesOverFromOneThatIsNot() {
        Link original = TestLinks.sealed("1", ALICE, OURS);
        Link copy = TestLinks.copy(original, BOB);

        assertThat(rig.open(copy, US).payload()).isInstanceOf(Opened.class);
        assertThat(rig.open(original, US).payload()).isInstanceOf(Opened.class);
        assertThat(rig.open(copy, US).payload()).isEqualTo(COPIED);
        assertThat(rig.open(TestLinks.copy(original, ALICE), US).payload()).isEqualTo(COPIED);
    }

    @Test
    void twoLinksInOneFeedWithTheSameDataUnderOwnKeysAreNoCopies() {
        assertThat(payloads(rig.page(TestLinks.sealed("1", BOB, OURS), TestLinks.sealed("1", BOB, OURS))))
                .allSatisfy(payload -> assertThat(payload).isInstanceOf(Opened.class));
    }

    @Test
    void oneSharedBlockIsEnough() {
        rig.keys.with("us", OURS_NEW);
        Link original = TestLinks.sealed("1", ALICE, OURS, OURS_NEW);
        assertThat(rig.open(original, US).payload()).isInstanceOf(Opened.class);

        assertThat(rig.open(TestLinks.onlyRecipient(original, 0, BOB), US).payload())
                .isEqualTo(COPIED);
        assertThat(rig.open(TestLinks.onlyRecipient(original, 1, BOB), US).payload())
                .isEqualTo(COPIED);
    }

    @Test
    void aLinkThatStaysClosedOwnsNothing() {
        Link original = TestLinks.sealed("1", BOB, OURS);
        Link broken = TestLinks.signed(
                TestLinks.withData(
                        original, TestLinks.sealed("2", BOB, OURS).data().utf8()),
                BOB);

        assertThat(rig.open(broken, US).payload()).isEqualTo(new Closed(Reason.UNDECRYPTABLE));
        assertThat(rig.open(original, US).payload()).isInstanceOf(Opened.class);
    }

    @Test
    void dataWithoutItsLinkIsHeldToTheHashStatedForIt() {
        Link original = TestLinks.sealed("1", ALICE, OURS);
        rig.open(original, US);
        byte[] blob = original.data().toByteArray();
        byte[] meta = original.meta().data().toByteArray();

        assertThat(rig.decryptor.openData(Set.of(US), blob, meta, Optional.of(TestLinks.hash(original))))
                .isInstanceOf(Opened.class);
        assertThat(rig.decryptor.openData(
                        Set.of(US), blob, meta, Optional.of(TestLinks.hash(TestLinks.copy(original, BOB)))))
                .isEqualTo(COPIED);
    }

    private static List<Payload> payloads(List<Segment> segments) {
        return segments.stream().map(Segment::payload).toList();
    }
}
