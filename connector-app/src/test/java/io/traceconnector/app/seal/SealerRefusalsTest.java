package io.traceconnector.app.seal;

import static io.traceconnector.app.seal.SealRig.OTHERS;
import static io.traceconnector.app.seal.SealRig.first;
import static io.traceconnector.app.seal.SealRig.next;
import static io.traceconnector.app.seal.SealRig.parent;
import static io.traceconnector.app.seal.SealRig.problem;
import static io.traceconnector.app.seal.SealRig.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is neither sealed nor signed, and why. */
final class SealerRefusalsTest {

    private static final Change ACT = new Change.Act("order-placed");

    @TempDir
    private Path directory;

    @Test
    void doesNotBlameTheRequestWhereTraceNamesNoGroups() {
        SealRig rig = new SealRig(directory);
        rig.trace.groups.clear();
        try (Sealer sealer = rig.sealer()) {
            ProblemException problem = problem(() -> sealer.seal(first(ACT), Optional.empty()));
            assertThat(problem.code()).isEqualTo("recipients_missing");
            assertThat(problem.status()).isEqualTo(409);
        }
    }

    @Test
    void pushesToNobodyWhoIsNotThere() {
        SealRig rig = new SealRig(directory);
        rig.trace.with("3", "2", "1030", OTHERS);
        try (Sealer sealer = rig.sealer()) {
            Optional<Parent> begun = Optional.of(parent(sealer.seal(first(ACT), Optional.empty())));
            assertThat(problem(() -> sealer.seal(next(new Change.Push("nobody")), begun))
                            .code())
                    .isEqualTo("recipient_unknown");
            assertThat(problem(() -> sealer.seal(next(new Change.Push("2")), begun))
                            .code())
                    .as("row id of one group and label of another")
                    .isEqualTo("recipient_unknown");
        }
    }

    @Test
    void writesNothingAfterAParentThatIsNotWhatTraceStates() {
        try (Sealer sealer = new SealRig(directory).sealer()) {
            SealedLink sealed = sealer.seal(first(ACT), Optional.empty());
            ReceivedLink forged =
                    new ReceivedLink(Optional.empty(), new LinkHash("00".repeat(32)), sealed.raw(), Optional.empty());
            assertThat(problem(() -> Parent.of(forged)).code()).isEqualTo("parent_unverified");
            ReceivedLink broken = new ReceivedLink(Optional.empty(), sealed.hash(), new byte[] {'{'}, Optional.empty());
            assertThat(problem(() -> Parent.of(broken)).code()).isEqualTo("parent_unverified");
        }
    }

    @Test
    void writesNothingAfterALinkOfAnotherTraceOrWorkflow() {
        try (Sealer sealer = new SealRig(directory).sealer()) {
            Parent parent = parent(sealer.seal(first(ACT), Optional.empty()));
            LinkRequest elsewhere = new LinkRequest(
                    FakeKeyRing.OURS,
                    SealRig.WORKFLOW,
                    new TraceId("00000000-0000-4000-8000-000000000000"),
                    false,
                    ACT,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    SealRig.NOW);
            assertThat(problem(() -> sealer.seal(elsewhere, Optional.of(parent)))
                            .code())
                    .isEqualTo("parent_mismatch");
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> sealer.seal(first(ACT), Optional.of(parent)));
        }
    }

    @Test
    void refusesATransferAsAFirstLinkAndBeyondAParentWithoutAGroup() {
        try (Sealer sealer = new SealRig(directory).sealer()) {
            assertThat(problem(() -> sealer.seal(first(new Change.Pull()), Optional.empty()))
                            .code())
                    .isEqualTo("trace_required");
            Link old = LinkJson.read("{\"version\":\"1.0.0\",\"meta\":{\"process\":{\"name\":\"201\"},\"mapId\":\""
                    + SealRig.TRACE + "\"}}");
            Parent parent = new Parent(new LinkHash(LinkHashing.of(old).hex()), old);
            assertThat(problem(() -> sealer.seal(next(new Change.Reject()), Optional.of(parent)))
                            .code())
                    .isEqualTo("parent_without_group");
        }
    }

    @Test
    void refusesDataThatIsTooLargeOrHasNoCanonicalForm() {
        try (Sealer sealer = new SealRig(directory).sealer()) {
            String large = "\"" + "x".repeat(1 << 20) + "\"";
            assertThat(problem(() -> sealer.seal(request(true, ACT, Optional.of(large)), Optional.empty()))
                            .code())
                    .isEqualTo("data_too_large");
            assertThat(problem(() -> sealer.seal(request(true, ACT, Optional.of("{")), Optional.empty()))
                            .code())
                    .isEqualTo("data_malformed");
        }
    }

    @Test
    void refusesWorkflowsThatAreNoNumbers() {
        try (Sealer sealer = new SealRig(directory).sealer()) {
            LinkRequest odd = new LinkRequest(
                    FakeKeyRing.OURS,
                    new WorkflowId("../201"),
                    SealRig.TRACE,
                    true,
                    ACT,
                    Optional.empty(),
                    Optional.of(Json.of(new byte[] {'1'})),
                    List.of(),
                    List.of(),
                    SealRig.NOW);
            assertThat(problem(() -> sealer.seal(odd, Optional.empty())).code()).isEqualTo("workflow_unknown");
        }
    }

    @Test
    void tellsThatTraceOrTheSigningKeyIsAway() {
        SealRig rig = new SealRig(directory);
        try (Sealer sealer = rig.sealer()) {
            rig.trace.down = true;
            assertThatExceptionOfType(TraceException.class).isThrownBy(() -> sealer.seal(first(ACT), Optional.empty()));
            rig.trace.down = false;
            rig.keys.away = true;
            assertThatExceptionOfType(KeyUnavailableException.class)
                    .isThrownBy(() -> sealer.seal(first(ACT), Optional.empty()));
        }
    }
}
