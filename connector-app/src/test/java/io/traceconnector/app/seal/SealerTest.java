package io.traceconnector.app.seal;

import static io.traceconnector.app.seal.SealRig.CANONICAL_FORM;
import static io.traceconnector.app.seal.SealRig.OURS;
import static io.traceconnector.app.seal.SealRig.THEIRS;
import static io.traceconnector.app.seal.SealRig.first;
import static io.traceconnector.app.seal.SealRig.link;
import static io.traceconnector.app.seal.SealRig.metadata;
import static io.traceconnector.app.seal.SealRig.next;
import static io.traceconnector.app.seal.SealRig.parent;
import static io.traceconnector.app.seal.SealRig.problem;
import static io.traceconnector.app.seal.SealRig.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.seal.WorkflowConfig.Data;
import io.traceconnector.app.seal.WorkflowConfig.Trust;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Coverage;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkMeta;
import io.traceconnector.chainscript.LinkProcess;
import io.traceconnector.chainscript.LinkSignatures;
import io.traceconnector.chainscript.LinkValidation;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.Recipient;
import io.traceconnector.chainscript.SymmetricKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Links of both generations, as other clients read them. */
final class SealerTest {

    private static final WorkflowConfig CLEAR = new WorkflowConfig(Data.CLEAR, Trust.FIRST_USE);
    private static final Change ACT = new Change.Act("order-placed");

    private final LinkSignatures signatures = new LinkSignatures(new MessageSignatures(Algorithms.platform()));

    @TempDir
    private Path directory;

    @Test
    void sealsForEveryOwnerAndForNobodyElse() {
        SealRig rig = new SealRig(directory);
        try (Sealer sealer = rig.sealer()) {
            SealedLink sealed = sealer.seal(first(ACT), Optional.empty());

            Link link = link(sealed);
            assertThat(new LinkValidation(signatures).of(link)).isEmpty();
            assertThat(signatures.verify(link)).singleElement().satisfies(check -> {
                assertThat(check.covers()).isEqualTo(Coverage.ALL);
                assertThat(check.key()).contains(rig.keys.signing.publicKey());
            });
            assertThat(LinkHashing.of(link).hex()).isEqualTo(sealed.hash().hex());
            assertThat(sealed.form()).isEmpty();
            assertThat(sealed.parent()).isEmpty();
            assertThat(LinkData.of(link)).isInstanceOfSatisfying(LinkData.Encrypted.class, encrypted -> {
                assertThat(encrypted.recipients()).extracting(Recipient::keyId).containsExactly("10100", "10200");
                assertThat(open(encrypted, OURS)).isEqualTo(CANONICAL_FORM);
                assertThat(open(encrypted, THEIRS)).isEqualTo(CANONICAL_FORM);
            });
            assertThat(new String(sealed.raw(), StandardCharsets.UTF_8)).doesNotContain("vry");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T10:00:00Z,2026-03-01T10:00:00.000Z",
        "2026-03-01T10:00:00.1Z,2026-03-01T10:00:00.100Z",
        "2026-03-01T10:00:00.123987Z,2026-03-01T10:00:00.123Z"
    })
    void writesTimesWithMilliseconds(String asked, String written) {
        LinkRequest request = first(ACT);
        LinkRequest at = new LinkRequest(
                request.organisation(),
                request.workflow(),
                request.trace(),
                true,
                request.change(),
                request.group(),
                request.data(),
                request.tags(),
                request.references(),
                Instant.parse(asked));
        try (Sealer sealer = new SealRig(directory).sealer()) {
            assertThat(metadata(sealer.seal(at, Optional.empty()))
                            .path("createdAt")
                            .stringValue())
                    .isEqualTo(written);
        }
    }

    @Test
    void writesPlaceAndMetadataOfAFirstLink() {
        try (Sealer sealer = new SealRig(directory).sealer()) {
            SealedLink sealed = sealer.seal(first(ACT), Optional.empty());

            LinkMeta meta = link(sealed).meta();
            assertThat(meta.process()).isEqualTo(new LinkProcess("201", "OWNED"));
            assertThat(meta.mapId()).isEqualTo(SealRig.TRACE.value());
            assertThat(meta.priority()).isEqualTo(1);
            assertThat(meta.outDegree()).isEqualTo(1);
            assertThat(meta.prevLinkHash().isEmpty()).isTrue();
            assertThat(meta.action()).isEqualTo("order-placed");
            assertThat(meta.tags()).containsExactly("red", "blue");
            assertThat(meta.refs()).singleElement().satisfies(reference -> {
                assertThat(reference.linkHash().hex()).isEqualTo("ab".repeat(32));
                assertThat(reference.process()).isEqualTo("204");
            });
            JsonNode metadata = metadata(sealed);
            assertThat(metadata.propertyNames())
                    .containsExactlyInAnyOrder(
                            "configId", "groupId", "createdAt", "createdByAccountId", "formId", "recipients");
            assertThat(metadata.path("configId").stringValue()).isEqualTo("3001");
            assertThat(metadata.path("groupId").stringValue()).isEqualTo("1");
            assertThat(metadata.path("createdAt").stringValue()).isEqualTo("2026-03-01T10:00:00.120Z");
            assertThat(metadata.path("createdByAccountId").stringValue()).isEqualTo("1011");
            assertThat(metadata.path("formId").stringValue()).isEqualTo("order-placed");
        }
    }

    @Test
    void followsTheParent() {
        try (Sealer sealer = new SealRig(directory).sealer()) {
            SealedLink one = sealer.seal(first(ACT), Optional.empty());
            SealedLink two = sealer.seal(next(ACT), Optional.of(parent(one)));
            SealedLink three = sealer.seal(next(ACT), Optional.of(parent(two)));

            assertThat(two.parent()).contains(one.hash());
            assertThat(link(two).meta().prevLinkHash().hex())
                    .isEqualTo(one.hash().hex());
            assertThat(link(three).meta().priority()).isEqualTo(3);
        }
    }

    @Test
    void changesHandsAsOtherClientsDo() {
        try (Sealer sealer = new SealRig(directory).sealer(CLEAR)) {
            Optional<Parent> begun = Optional.of(parent(sealer.seal(first(ACT), Optional.empty())));

            for (String recipient : List.of("supplier", "2")) {
                SealedLink push = sealer.seal(bare(new Change.Push(recipient)), begun);
                assertThat(link(push).meta().action()).isEqualTo("_PUSH_OWNERSHIP_");
                assertThat(link(push).meta().process().state()).isEqualTo("PUSHING");
                assertThat(withoutTime(push))
                        .isEqualTo("{\"configId\":\"3001\",\"createdByAccountId\":\"1011\",\"groupId\":\"1\","
                                + "\"inputs\":[\"2\"],\"lastFormId\":\"order-placed\"}");
            }
            SealedLink pull = sealer.seal(bare(new Change.Pull()), begun);
            assertThat(link(pull).meta().action()).isEqualTo("_PULL_OWNERSHIP_");
            assertThat(link(pull).meta().process().state()).isEqualTo("PULLING");
            assertThat(withoutTime(pull)).contains("\"inputs\":[\"1\"],\"lastFormId\":\"order-placed\"");

            Optional<Parent> pushed = Optional.of(parent(sealer.seal(bare(new Change.Push("supplier")), begun)));
            assertThat(withoutTime(sealer.seal(bare(new Change.Push("supplier")), pushed)))
                    .contains("\"lastFormId\":\"order-placed\"");
            for (Change change : List.of(new Change.Accept(), new Change.Reject(), new Change.Cancel())) {
                SealedLink answer = sealer.seal(bare(change), pushed);
                assertThat(link(answer).meta().process().state()).isEqualTo("OWNED");
                assertThat(withoutTime(answer))
                        .isEqualTo("{\"configId\":\"3001\",\"createdByAccountId\":\"1011\",\"groupId\":\"1\"}");
            }
            assertThat(link(sealer.seal(bare(new Change.Accept()), pushed))
                            .meta()
                            .action())
                    .isEqualTo("_ACCEPT_TRANSFER_");
            assertThat(link(sealer.seal(bare(new Change.Reject()), pushed))
                            .meta()
                            .action())
                    .isEqualTo("_REJECT_TRANSFER_");
            assertThat(link(sealer.seal(bare(new Change.Cancel()), pushed))
                            .meta()
                            .action())
                    .isEqualTo("_CANCEL_TRANSFER_");
        }
    }

    @Test
    void sendsDataInClearOnlyWhereConfigurationSaysSo() {
        SealRig rig = new SealRig(directory);
        try (Sealer sealer = rig.sealer(CLEAR)) {
            SealedLink sealed = sealer.seal(first(ACT), Optional.empty());

            assertThat(sealed.form()).hasValueSatisfying(form -> {
                assertThat(new String(form, StandardCharsets.UTF_8)).isEqualTo(CANONICAL_FORM);
                assertThat(LinkData.of(link(sealed)))
                        .isInstanceOfSatisfying(
                                LinkData.Hashed.class,
                                hashed -> assertThat(hashed.matches(form)).isTrue());
            });
            assertThat(new LinkValidation(signatures).of(link(sealed))).isEmpty();
            assertThat(metadata(sealed).has("recipients")).isFalse();
        }
        rig.trace.with("3", "carrier", "1030", Optional.empty());
        WorkflowId other = new WorkflowId("202");
        try (Sealer sealer = rig.sealer(CLEAR)) {
            LinkRequest there = new LinkRequest(
                    FakeKeyRing.OURS,
                    other,
                    SealRig.TRACE,
                    true,
                    ACT,
                    Optional.empty(),
                    first(ACT).data(),
                    List.of(),
                    List.of(),
                    SealRig.NOW);
            assertThat(problem(() -> sealer.seal(there, Optional.empty())).code())
                    .isEqualTo("recipient_without_key");
            assertThat(sealer.seal(first(ACT), Optional.empty()).form()).isPresent();
        }
    }

    @Test
    void aLinkWithoutDataNeedsNoRecipients() {
        SealRig rig = new SealRig(directory);
        rig.trace.with("2", "supplier", "1020", Optional.empty());
        try (Sealer sealer = rig.sealer()) {
            for (Optional<String> form : List.of(Optional.<String>empty(), Optional.of(" null "))) {
                SealedLink sealed = sealer.seal(request(true, ACT, form), Optional.empty());
                assertThat(link(sealed).data().isEmpty()).isTrue();
                assertThat(metadata(sealed).has("recipients")).isFalse();
                assertThat(new LinkValidation(signatures).of(link(sealed))).isEmpty();
            }
            assertThat(directory.resolve("201.recipients")).doesNotExist();
        }
    }

    @Test
    void choosesOurGroup() {
        SealRig rig = new SealRig(directory);
        rig.trace.with("3", "auditor", "1010", OURS);
        try (Sealer sealer = rig.sealer()) {
            ProblemException several = problem(() -> sealer.seal(first(ACT), Optional.empty()));
            assertThat(several.code()).isEqualTo("group_required");
            assertThat(several.members()).containsEntry("groups", List.of("buyer", "auditor"));
            assertThat(groupOf(sealer, "auditor")).isEqualTo("3");
            assertThat(groupOf(sealer, "1")).isEqualTo("1");
            assertThat(problem(() -> groupOf(sealer, "supplier")).status()).isEqualTo(403);
        }
        rig.trace.groups.keySet().removeAll(List.of("1", "3"));
        try (Sealer sealer = rig.sealer()) {
            assertThat(problem(() -> sealer.seal(first(ACT), Optional.empty())).code())
                    .isEqualTo("group_unknown");
        }
    }

    @Test
    void asksTraceOnceUntilItIsToldToForget() {
        SealRig rig = new SealRig(directory);
        try (Sealer sealer = rig.sealer()) {
            sealer.seal(first(ACT), Optional.empty());
            rig.trace.config = "3002";
            assertThat(metadata(sealer.seal(first(ACT), Optional.empty()))
                            .path("configId")
                            .stringValue())
                    .isEqualTo("3001");
            sealer.forget(FakeKeyRing.OURS, SealRig.WORKFLOW);
            assertThat(metadata(sealer.seal(first(ACT), Optional.empty()))
                            .path("configId")
                            .stringValue())
                    .isEqualTo("3002");
            assertThat(rig.trace.asked).hasValue(2);
        }
    }

    private static LinkRequest bare(Change change) {
        return request(false, change, Optional.empty());
    }

    private static String groupOf(Sealer sealer, String named) {
        LinkRequest unnamed = first(ACT);
        LinkRequest request = new LinkRequest(
                unnamed.organisation(),
                unnamed.workflow(),
                unnamed.trace(),
                true,
                ACT,
                Optional.of(named),
                unnamed.data(),
                List.of(),
                List.of(),
                SealRig.NOW);
        return metadata(sealer.seal(request, Optional.empty())).path("groupId").stringValue();
    }

    private static String withoutTime(SealedLink sealed) {
        var metadata = metadata(sealed).asObject();
        assertThat(metadata.remove("createdAt").stringValue()).endsWith("Z");
        return JsonMapper.shared().writeValueAsString(metadata);
    }

    private static String open(LinkData.Encrypted encrypted, PrivateKeyPem key) {
        Envelopes envelopes = new Envelopes(Algorithms.platform());
        Recipient recipient = encrypted.recipients().stream()
                .filter(one ->
                        one.fingerprint().equals(Optional.of(key.publicKey().fingerprint())))
                .findFirst()
                .orElseThrow();
        SymmetricKey symmetricKey =
                envelopes.unwrap(key.key(), recipient.wrappedKey().toByteArray());
        return new String(envelopes.openBlob(symmetricKey, encrypted.blob().toByteArray()), StandardCharsets.UTF_8);
    }
}
