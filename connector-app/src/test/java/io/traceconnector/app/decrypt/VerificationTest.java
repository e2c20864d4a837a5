package io.traceconnector.app.decrypt;

import static io.traceconnector.app.decrypt.Rig.FEED;
import static io.traceconnector.app.decrypt.Rig.US;
import static io.traceconnector.app.decrypt.TestLinks.ALICE;
import static io.traceconnector.app.decrypt.TestLinks.BOB;
import static io.traceconnector.app.decrypt.TestLinks.OURS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Payload.Closed;
import io.traceconnector.api.Payload.Opened;
import io.traceconnector.api.Payload.Reason;
import io.traceconnector.api.Segment;
import io.traceconnector.api.Verification;
import io.traceconnector.api.Verification.Coverage;
import io.traceconnector.api.Verification.Parent;
import io.traceconnector.api.Verification.Signer;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.decrypt.LinkOpener.Result;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkBuilder;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkSignature;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.PayloadPath;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

    @TempDir
    private Path data;

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(data);
    }

    @Test
    void allOfALinkSignedByAKnownKeyIsVerified() {
        Verification verification =
                rig.open(TestLinks.sealed("1", ALICE, OURS), US).verification();

        assertThat(verification.verified()).isTrue();
        assertThat(verification.signer()).isEqualTo(Signer.KNOWN);
        assertThat(verification.signatures())
                .containsExactly(new Verification.SignatureCheck(true, Coverage.ALL, Optional.of("alice")));
    }

    @Test
    void aValidSignatureByAnUnknownKeyOpensAndProvesNothing() {
        Result result = rig.open(TestLinks.sealed("1", BOB, OURS), US);

        assertThat(result.payload()).isInstanceOf(Opened.class);
        assertThat(result.verification().signer()).isEqualTo(Signer.UNKNOWN);
        assertThat(result.verification().verified()).isFalse();
    }

    @Test
    void anUnsignedLinkOpensUnverified() {
        Result result = rig.open(TestLinks.unsigned(TestLinks.sealed("1", ALICE, OURS)), US);

        assertThat(result.payload()).isInstanceOf(Opened.class);
        assertThat(result.verification().signer()).isEqualTo(Signer.UNSIGNED);
        assertThat(result.verification().verified()).isFalse();
    }

    @Test
    void aSignatureOverAPartDoesNotVerifyTheLink() {
        Link link = TestLinks.unsigned(TestLinks.sealed("1", ALICE, OURS));
        Result result = rig.open(link.withSignature(signature(link, "[version,data]")), US);

        assertThat(result.payload()).isInstanceOf(Opened.class);
        assertThat(result.verification().signatures())
                .containsExactly(new Verification.SignatureCheck(true, Coverage.PART, Optional.of("alice")));
        assertThat(result.verification().verified()).isFalse();
    }

    @Test
    void aPathThatNeedNotReadTheLinkIsInvalid() {
        Link link = TestLinks.unsigned(TestLinks.sealed("1", ALICE, OURS));
        LinkSignature valid = signature(link, "[version,data,meta]");
        Link forged = link.withSignature(
                new LinkSignature(LinkSignature.VERSION, "`[\"1.0.0\"]`", valid.publicKey(), valid.signature()));

        assertThat(rig.open(forged, US).payload()).isEqualTo(new Closed(Reason.UNVERIFIED));
    }

    @Test
    void oneInvalidSignatureAmongValidOnesKeepsTheLinkClosed() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Link other = TestLinks.sealed("2", BOB, OURS);
        Result result = rig.open(link.withSignature(other.signatures().getFirst()), US);

        assertThat(result.payload()).isEqualTo(new Closed(Reason.UNVERIFIED));
        assertThat(result.verification().signer()).isEqualTo(Signer.INVALID);
        assertThat(rig.keys.unwraps).hasValue(0);
    }

    @Test
    void anotherHashThanTheStatedKeepsTheLinkClosed() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Link other = TestLinks.sealed("2", ALICE, OURS);
        for (int i = 0; i < 2; i++) {
            Result result = rig.open(LinkJson.write(link), other, US);

            assertThat(result.payload()).isEqualTo(new Closed(Reason.UNVERIFIED));
            assertThat(result.verification().hashMatches()).isFalse();
            assertThat(result.verification().verified()).isFalse();
        }
        assertThat(rig.keys.unwraps).hasValue(0);
        assertThat(rig.open(link, US).payload()).isInstanceOf(Opened.class);
    }

    @Test
    void withoutAStatedHashTheSignaturesSpeakForTheLink() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Result result = rig.decryptor.open(Set.of(US), LinkJson.write(link), Optional.empty(), Optional.empty());

        assertThat(result.payload()).isInstanceOf(Opened.class);
        assertThat(result.verification().verified()).isTrue();
    }

    @Test
    void takesTheHashOfClientsThatWriteZeros() {
        String raw = new String(LinkJson.write(TestLinks.unsigned(TestLinks.sealed("1", ALICE, OURS))), UTF_8)
                .replace("\"priority\":1", "\"priority\":0")
                .replace("\"outDegree\":1", "\"outDegree\":0");
        Link link = LinkJson.read(raw);
        LinkHash explicit = new LinkHash(LinkHashing.explicit(link).hex());

        assertThat(explicit).isNotEqualTo(TestLinks.hash(link));
        assertThat(rig.decryptor
                        .open(Set.of(US), raw.getBytes(UTF_8), Optional.empty(), Optional.of(explicit))
                        .payload())
                .isInstanceOf(Opened.class);
        assertThat(rig.open(raw.getBytes(UTF_8), link, US).payload()).isInstanceOf(Opened.class);
    }

    @Test
    void byALinkOfAnotherWorkflowNobodyIsKnownInAFeed() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        Feed elsewhere = new Feed(US, new WorkflowId("999"));

        assertThat(rig.page(elsewhere, link)).singleElement().satisfies(segment -> {
            assertThat(segment.payload()).isInstanceOf(Opened.class);
            assertThat(segment.verification().signer()).isEqualTo(Signer.UNKNOWN);
        });
        assertThat(rig.page(link))
                .singleElement()
                .satisfies(
                        segment -> assertThat(segment.verification().verified()).isTrue());
    }

    @Test
    void judgesParentsWithinAPageAndThoseBefore() {
        Link first = TestLinks.sealed("1", ALICE, OURS);
        Link second = child(first, TestLinks.TRACE);
        Link third = child(second, TestLinks.TRACE);
        Link orphan = child(TestLinks.sealed("9", ALICE, OURS), TestLinks.TRACE);
        Link stranger = child(first, "another-trace");

        assertThat(parents(rig.page(second))).containsExactly(Parent.UNCHECKED);
        assertThat(parents(rig.page(first, second, orphan, stranger)))
                .containsExactly(Parent.ROOT, Parent.PRESENT, Parent.UNCHECKED, Parent.UNCHECKED);
        assertThat(parents(rig.page(third))).containsExactly(Parent.PRESENT);
        assertThat(parents(rig.page(new Feed(Rig.SISTER, FEED.workflow()), third)))
                .containsExactly(Parent.UNCHECKED);
    }

    @Test
    void judgesParentsWithinAWholeTrace() {
        Link first = TestLinks.sealed("1", ALICE, OURS);
        Link second = child(first, TestLinks.TRACE);
        Link orphan = child(TestLinks.sealed("9", ALICE, OURS), TestLinks.TRACE);

        List<Segment> trace = rig.decryptor.openTrace(
                FEED, List.of(TestLinks.received(first), TestLinks.received(second), TestLinks.received(orphan)));

        assertThat(parents(trace)).containsExactly(Parent.ROOT, Parent.PRESENT, Parent.ABSENT);
    }

    @Test
    void aLinkWithAWrongHashIsNobodysParent() {
        Link first = TestLinks.sealed("1", ALICE, OURS);
        Link forged = TestLinks.sealed("2", ALICE, OURS);
        Link child = child(first, TestLinks.TRACE);
        var lie = new io.traceconnector.app.trace.ReceivedLink(
                Optional.empty(), TestLinks.hash(first), LinkJson.write(forged), Optional.empty());

        assertThat(parents(rig.decryptor.openTrace(FEED, List.of(lie, TestLinks.received(child)))))
                .containsExactly(Parent.ROOT, Parent.ABSENT);
    }

    @Test
    void givesWhatTheLinkSaysAboutItself() {
        Link first = TestLinks.sealed("1", ALICE, OURS);
        Link link = TestLinks.sealed(
                LinkBuilder.childOf(first, LinkHashing.of(first))
                        .state("PUSHING")
                        .action("push")
                        .tags(List.of("a", "b"))
                        .reference(LinkHashing.of(first), TestLinks.WORKFLOW)
                        .metadata(tools.jackson.databind.json.JsonMapper.shared()
                                .readTree("{\"groupId\":\"12\",\"exact\":0.10}")),
                "2",
                ALICE,
                OURS);

        Segment segment = rig.page(link).getFirst();

        assertThat(segment.feed()).isEqualTo(FEED);
        assertThat(segment.hash()).isEqualTo(TestLinks.hash(link));
        assertThat(segment.trace().value()).isEqualTo(TestLinks.TRACE);
        assertThat(segment.parent()).contains(TestLinks.hash(first));
        assertThat(segment.priority()).isEqualTo(2);
        assertThat(segment.action()).isEqualTo("push");
        assertThat(segment.state()).isEqualTo("PUSHING");
        assertThat(segment.tags()).containsExactly("a", "b");
        assertThat(segment.references()).containsExactly(TestLinks.hash(first));
        assertThat(segment.metadata().text()).isEqualTo("{\"exact\":1.0E-1,\"groupId\":\"12\"}");
    }

    @Test
    void givesAPlaceToALinkThatCannotBeRead() {
        Link link = TestLinks.sealed("1", ALICE, OURS);
        var broken = new io.traceconnector.app.trace.ReceivedLink(
                Optional.empty(), TestLinks.hash(link), "{\"version\":".getBytes(UTF_8), Optional.empty());

        List<Segment> page = rig.decryptor.open(FEED, List.of(broken, TestLinks.received(link)));

        assertThat(page).extracting(Segment::hash).containsExactly(TestLinks.hash(link), TestLinks.hash(link));
        assertThat(page.getFirst().payload()).isEqualTo(new Closed(Reason.UNVERIFIED));
        assertThat(page.getFirst().verification().verified()).isFalse();
        assertThat(page.getLast().payload()).isInstanceOf(Opened.class);
    }

    private static Link child(Link parent, String trace) {
        Link child = LinkBuilder.childOf(parent, LinkHashing.of(parent)).build();
        return TestLinks.signed(
                new Link(
                        child.version(),
                        child.data(),
                        child.meta().toBuilder().mapId(trace).build(),
                        List.of()),
                ALICE);
    }

    private static List<Parent> parents(List<Segment> segments) {
        return segments.stream().map(segment -> segment.verification().parent()).toList();
    }

    private static LinkSignature signature(Link link, String path) {
        byte[] raw = TestLinks.MESSAGES.sign(ALICE, LinkSignatures.digest(link, PayloadPath.parse(path)));
        String pem =
                "-----BEGIN MESSAGE-----\n" + Base64.getEncoder().encodeToString(raw) + "\n-----END MESSAGE-----\n";
        return new LinkSignature(LinkSignature.VERSION, path, ALICE.publicKey().pemBytes(), Bytes.ofUtf8(pem));
    }
}
