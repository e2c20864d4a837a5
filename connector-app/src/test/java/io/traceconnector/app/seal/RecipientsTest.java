package io.traceconnector.app.seal;

import static io.traceconnector.app.seal.SealRig.OTHERS;
import static io.traceconnector.app.seal.SealRig.OURS;
import static io.traceconnector.app.seal.SealRig.THEIRS;
import static io.traceconnector.app.seal.SealRig.WORKFLOW;
import static io.traceconnector.app.seal.SealRig.first;
import static io.traceconnector.app.seal.SealRig.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.seal.WorkflowConfig.Data;
import io.traceconnector.app.seal.WorkflowConfig.Trust;
import io.traceconnector.app.trace.Participation.Group;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.Recipient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For whom links are sealed, and when nothing is. */
final class RecipientsTest {

    private static final Change ACT = new Change.Act("order-placed");
    private static final WorkflowConfig ANY = new WorkflowConfig(Data.ENCRYPTED, Trust.ANY);

    @TempDir
    private Path directory;

    private SealRig rig;

    @BeforeEach
    void prepare() {
        rig = new SealRig(directory.resolve("recipients"));
    }

    @Test
    void pinsWhomItSawFirstForTheOwnerOfTheFileOnly() throws IOException {
        try (Sealer sealer = rig.sealer()) {
            seal(sealer);
        }
        Path pins = rig.directory.resolve("201.recipients");
        assertThat(pins).hasContent("1010 " + fingerprint(OURS) + "\n1020 " + fingerprint(THEIRS) + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pins)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rig.directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void encryptsOnceForAnOwnerOfSeveralGroupsWhateverTraceSortsBy() {
        rig.trace.with("3", "auditor", "1020", THEIRS).with("0", "carrier", "930", OTHERS);
        try (Sealer sealer = rig.sealer()) {
            assertThat(keyIds(seal(sealer))).containsExactly("9300", "10100", "10200");
        }
    }

    @Test
    void stopsForANewOwnerAChangedKeyAndAnOwnerWhoIsGone() {
        try (Sealer sealer = rig.sealer()) {
            seal(sealer);
        }
        rig.trace.with("3", "carrier", "1030", OTHERS);
        assertThat(changed()).contains("Account 1030 is new, with key " + fingerprint(OTHERS));
        rig.trace.groups.remove("3");
        rig.trace.with("2", "supplier", "1020", OTHERS);
        assertThat(changed())
                .contains("Account 1020 has key " + fingerprint(OTHERS) + " instead of " + fingerprint(THEIRS));
        rig.trace.groups.remove("2");
        assertThat(changed()).contains("Account 1020 is gone, with key " + fingerprint(THEIRS));
        rig.trace.with("2", "supplier", "1020", THEIRS);
        try (Sealer sealer = rig.sealer()) {
            seal(sealer);
        }
    }

    private String changed() {
        try (Sealer sealer = rig.sealer()) {
            ProblemException problem = problem(() -> seal(sealer));
            assertThat(problem.code()).isEqualTo("recipient_changed");
            assertThat(problem.status()).isEqualTo(409);
            return String.valueOf(problem.getMessage());
        }
    }

    @Test
    void stopsWhenWhatWasRememberedIsAskedAgain() {
        FakeClock clock = new FakeClock(SealRig.NOW);
        try (Sealer sealer = rig.sealer(Map.of(), Duration.ofMinutes(5), clock)) {
            seal(sealer);
            rig.trace.with("2", "supplier", "1020", OTHERS);
            seal(sealer);
            clock.pass(Duration.ofMinutes(6));
            assertThat(problem(() -> seal(sealer)).code()).isEqualTo("recipient_changed");
        }
    }

    @Test
    void goesOnAfterApprovalOfExactlyWhatWasShown() {
        try (Sealer sealer = rig.sealer()) {
            seal(sealer);
            rig.trace.with("2", "supplier", "1020", OTHERS);
            RecipientAdministration operator = sealer.recipients();
            RecipientReport shown = operator.report(Optional.empty(), WORKFLOW);
            assertThat(shown.rows())
                    .containsExactly(
                            new RecipientReport.Row(
                                    "1010",
                                    List.of("buyer"),
                                    Optional.of(fingerprint(OURS)),
                                    Optional.of(fingerprint(OURS))),
                            new RecipientReport.Row(
                                    "1020",
                                    List.of("supplier"),
                                    Optional.of(fingerprint(THEIRS)),
                                    Optional.of(fingerprint(OTHERS))));
            String digest = shown.digest().orElseThrow();

            rig.trace.with("3", "carrier", "1030", THEIRS);
            assertThat(problem(() -> operator.approve(Optional.empty(), WORKFLOW, digest))
                            .code())
                    .isEqualTo("recipients_differ");
            assertThat(problem(() -> seal(sealer)).code()).isEqualTo("recipient_changed");

            rig.trace.groups.remove("3");
            operator.approve(Optional.of(FakeKeyRing.OURS), WORKFLOW, digest);
            assertThat(keyIds(seal(sealer))).containsExactly("10100", "10200");
        }
        try (Sealer restarted = rig.sealer()) {
            seal(restarted);
        }
    }

    @Test
    void listsWhatWasPinnedWithoutAskingTrace() {
        try (Sealer sealer = rig.sealer()) {
            assertThat(sealer.recipients().reports()).isEmpty();
            seal(sealer);
            int asked = rig.trace.asked.get();
            assertThat(sealer.recipients().reports()).singleElement().satisfies(report -> {
                assertThat(report.workflow()).isEqualTo(WORKFLOW);
                assertThat(report.digest()).isEmpty();
                assertThat(report.rows())
                        .extracting(RecipientReport.Row::pinned)
                        .doesNotContain(Optional.empty());
            });
            assertThat(rig.trace.asked).hasValue(asked);
        }
    }

    @Test
    void knowsNoOtherOrganisationsAndNoOddWorkflows() {
        try (Sealer sealer = rig.sealer()) {
            RecipientAdministration operator = sealer.recipients();
            assertThat(problem(() -> operator.report(Optional.of(new OrganisationId("x")), WORKFLOW))
                            .code())
                    .isEqualTo("organisation_unknown");
            assertThat(problem(() -> operator.approve(Optional.empty(), new WorkflowId("../1"), "d"))
                            .code())
                    .isEqualTo("workflow_unknown");
        }
    }

    @Test
    void goesOnAndRecordsWhereConfigurationTrustsAny() {
        try (Sealer sealer = rig.sealer(ANY)) {
            seal(sealer);
        }
        rig.trace.with("2", "supplier", "1020", OTHERS);
        try (Sealer sealer = rig.sealer(ANY)) {
            seal(sealer);
        }
        assertThat(rig.directory.resolve("201.recipients"))
                .hasContent("1010 " + fingerprint(OURS) + "\n1020 " + fingerprint(OTHERS) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1010\n", "1010 xyz\n", "1010 %1$s\n1010 %1$s\n", "%1$s\u0000"})
    void stopsWhereTheRecordIsDamagedWhateverIsTrusted(String damage) throws IOException {
        Files.createDirectories(rig.directory);
        Path pins = Files.writeString(rig.directory.resolve("201.recipients"), damage.formatted(fingerprint(OURS)));
        String before = Files.readString(pins);
        try (Sealer sealer = rig.sealer(ANY)) {
            assertThat(problem(() -> seal(sealer)).code()).isEqualTo("recipients_damaged");
            assertThat(pins).hasContent(before);

            RecipientReport shown = sealer.recipients().report(Optional.empty(), WORKFLOW);
            assertThat(shown.problem()).isPresent();
            sealer.recipients()
                    .approve(Optional.empty(), WORKFLOW, shown.digest().orElseThrow());
            seal(sealer);
        }
    }

    @Test
    void refusesAGroupForWhoseOwnerNothingCanBeEncrypted() {
        assertRefused(Optional.empty(), "recipient_without_key");
        assertRefused(Optional.of("no key at all"), "recipient_key_unusable");
        assertRefused(
                Optional.of(PrivateKeyPem.generate(KeySpec.ED25519).publicKey().text()), "recipient_key_unusable");
        rig.trace.groups.put("3", new Group("3", "carrier", Optional.empty(), Set.of(), Optional.empty()));
        assertRefused("recipient_without_key");
    }

    private void assertRefused(Optional<String> pem, String code) {
        rig.trace.with("3", "carrier", "1030", pem);
        assertRefused(code);
    }

    private void assertRefused(String code) {
        try (Sealer sealer = rig.sealer()) {
            ProblemException problem = problem(() -> seal(sealer));
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem).hasMessageContaining("carrier");
            assertThat(problem(() -> sealer.recipients().report(Optional.empty(), WORKFLOW))
                            .code())
                    .isEqualTo(code);
        }
        assertThat(rig.directory).doesNotExist();
    }

    @Test
    void refusesAnOwnerWhoseNameIsNoNumber() {
        rig.trace.with("3", "carrier", "1030 ab\n1040", OTHERS);
        assertRefused("recipients_malformed");
    }

    @Test
    void showsNoWordsOfTracesThatATerminalObeys() {
        rig.trace.with("2", "\u001b[2Jsupplier\u202e", "1020", THEIRS);
        try (Sealer sealer = rig.sealer()) {
            assertThat(sealer.recipients().report(Optional.empty(), WORKFLOW).rows())
                    .extracting(RecipientReport.Row::groups)
                    .containsExactly(List.of("buyer"), List.of(" [2Jsupplier "));
        }
    }

    @Test
    void refusesTwoKeysOfOneOwner() {
        rig.trace.with("3", "carrier", "1020", OTHERS);
        assertRefused("recipient_key_unusable");
    }

    @Test
    void writesNothingThatWeCouldNotReadAndPinsNothingThen() {
        rig.trace.with("1", "buyer", "1010", OTHERS);
        try (Sealer sealer = rig.sealer()) {
            assertThat(problem(() -> seal(sealer)).code()).isEqualTo("own_key_missing");
        }
        assertThat(rig.directory).doesNotExist();
        rig.trace.with("1", "buyer", "1010", OURS);
        try (Sealer sealer = rig.sealer(ANY)) {
            seal(sealer);
        }
        rig.trace.with("1", "buyer", "1010", OTHERS);
        try (Sealer sealer = rig.sealer(ANY)) {
            assertThat(problem(() -> seal(sealer)).code()).isEqualTo("own_key_missing");
        }
        assertThat(rig.directory.resolve("201.recipients")).content().contains("1010 " + fingerprint(OURS));
    }

    @Test
    void refusesWhereRecipientsCannotBeRecorded() throws IOException {
        Files.writeString(rig.directory, "in the way");
        try (Sealer sealer = rig.sealer()) {
            assertThat(problem(() -> seal(sealer)).code()).isEqualTo("recipients_not_recorded");
        }
    }

    private static Link seal(Sealer sealer) {
        return SealRig.link(sealer.seal(first(ACT), Optional.empty()));
    }

    private static List<String> keyIds(Link link) {
        return ((LinkData.Encrypted) LinkData.of(link))
                .recipients().stream().map(Recipient::keyId).toList();
    }

    private static String fingerprint(PrivateKeyPem key) {
        return key.publicKey().fingerprint().hex();
    }
}
