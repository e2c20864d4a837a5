package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.Space;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.TenantKind;
import io.traceconnector.app.callers.policy.Decision;
import io.traceconnector.app.callers.policy.Need;
import io.traceconnector.app.callers.store.TenantDraft.SpaceDraft;
import io.traceconnector.app.journal.FakeClock;
import io.traceconnector.app.journal.FakeDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants that were made at run time get a policy, and later another one, other spaces, names and organisations. */
final class ChangedTenantsTest {

    private static final TenantId ID = new TenantId("made");
    private static final OrganisationId SPARE = new OrganisationId("spare");
    private static final Need READ = new Need("links:read", SpaceKind.OPERATIONAL, Optional.empty());
    private static final String CLERKS = "version: 1\nroles: {clerk: {allow: [links:read]}}";

    @TempDir
    private Path directory;

    private final FakeDisk disk = new FakeDisk();
    private TestingStore store;
    private TenantAdministration tenants;

    @BeforeEach
    void open() throws IOException {
        store = new TestingStore(disk, new FakeClock());
        tenants = store.admin.tenants();
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static TenantDraft draft(Optional<Path> policy, SpaceDraft... spaces) {
        return new TenantDraft(ID, Optional.empty(), Set.of(), Set.of(SPARE), List.of(spaces), policy);
    }

    private static SpaceDraft space(String name, String... workflows) {
        return new SpaceDraft(
                name,
                Optional.of(Set.of(workflows).stream().map(WorkflowId::new).collect(Collectors.toSet())));
    }

    private static TenantChange adding(Optional<Path> policy, SpaceDraft... spaces) {
        return new TenantChange(draft(policy, spaces), false, Set.of());
    }

    private static TenantChange without(String... spaces) {
        return new TenantChange(draft(Optional.empty()), false, Set.of(spaces));
    }

    private boolean mayRead(String role) {
        Principal somebody = new Principal(
                "test:somebody",
                Principal.Kind.OIDC_USER,
                Optional.empty(),
                Map.of(ID, Rights.of(role)),
                Map.of(),
                Instant.MAX,
                "credential");
        return store.policies.decide(store.tenants.byId(ID).orElseThrow(), somebody, READ) instanceof Decision.Allowed;
    }

    private static ProblemException refused(ThrowingCallable work, String code) {
        ProblemException[] found = new ProblemException[1];
        assertThatThrownBy(work).isInstanceOfSatisfying(ProblemException.class, e -> {
            found[0] = e;
            assertThat(e.code()).isEqualTo(code);
        });
        return found[0];
    }

    @Test
    void thePolicyOfANewTenantCountsAtOnce() throws IOException {
        Path policy = file("made.yaml", CLERKS);

        assertThat(tenants.create(draft(Optional.of(policy))).policy()).contains(policy);

        assertThat(mayRead("clerk")).isTrue();
        assertThat(mayRead("nobody")).isFalse();
        assertThat(store.policies.files()).containsExactly(policy);
    }

    @Test
    void aPolicyThatCannotBeUsedMakesAndChangesNothing() throws IOException {
        Path broken =
                file("broken.yaml", "version: 1\nroles: {clerk: {allow: [links:raed]}, boss: {allow: [a, b, c]}}");
        String told = refused(() -> tenants.create(draft(Optional.of(broken))), "policy_unusable")
                .getMessage();

        assertThat(told)
                .contains(broken + ":2: ", "did you mean links:read", "more")
                .hasSizeLessThan(1_000);
        assertThat(store.tenants.byId(ID)).isEmpty();
        refused(() -> tenants.create(draft(Optional.of(directory.resolve("none")))), "policy_unusable");
        refused(() -> tenants.create(draft(Optional.of(directory))), "policy_unusable");
        refused(() -> tenants.create(draft(Optional.of(Path.of("relative.yaml")))), "invalid_request");

        Tenant made = tenants.create(draft(Optional.of(file("made.yaml", CLERKS))));
        refused(() -> tenants.change(ID, adding(Optional.of(broken))), "policy_unusable");

        assertThat(store.tenants.byId(ID)).contains(made);
        assertThat(mayRead("clerk")).isTrue();
    }

    @Test
    void anotherPolicyAndNoneCountAtOnce() throws IOException {
        tenants.create(draft(Optional.empty()));
        assertThat(mayRead("connector.reader")).isTrue();
        assertThat(mayRead("clerk")).isFalse();

        tenants.change(ID, adding(Optional.of(file("first.yaml", CLERKS))));
        assertThat(mayRead("clerk")).isTrue();
        tenants.change(ID, adding(Optional.of(file("second.yaml", CLERKS.replace("clerk", "boss")))));
        assertThat(mayRead("clerk")).isFalse();
        assertThat(mayRead("boss")).isTrue();
        tenants.change(ID, adding(Optional.empty(), space("trial", "7")));
        assertThat(mayRead("boss")).as("what nobody changes stays").isTrue();
        tenants.change(ID, new TenantChange(draft(Optional.empty()), true, Set.of()));

        assertThat(mayRead("boss")).isFalse();
        assertThat(mayRead("connector.reader")).isTrue();
        assertThat(store.policies.revisions()).isEmpty();
    }

    @Test
    void aKindIsProductionUnlessItIsSaidAndStaysUntilItIsChanged() throws IOException {
        assertThat(tenants.create(draft(Optional.empty())).kind()).isEqualTo(TenantKind.PRODUCTION);

        assertThat(tenants.change(ID, becoming(TenantKind.EXPERIMENT)).kind()).isEqualTo(TenantKind.EXPERIMENT);
        tenants.enable(ID, false);
        tenants.change(ID, adding(Optional.empty(), space("trial", "7")));
        store.close();
        open();

        assertThat(tenants.named("made").kind()).isEqualTo(TenantKind.EXPERIMENT);
        assertThat(tenants.change(ID, becoming(TenantKind.PRODUCTION)).kind()).isEqualTo(TenantKind.PRODUCTION);
    }

    private static TenantChange becoming(TenantKind kind) {
        TenantDraft added = new TenantDraft(ID, Optional.of(kind), Set.of(), Set.of(), List.of(), Optional.empty());
        return new TenantChange(added, false, Set.of());
    }

    @Test
    void aSpaceThatStaysKeepsItsIdAndServiceAccountsKeepIt() {
        Tenant made = tenants.create(draft(Optional.empty(), space("production", "7"), space("trial", "8")));
        Issued<ServiceAccount> account =
                store.admin.accounts().create(made, TestingStore.draft(made, Optional.empty()));

        Tenant changed =
                tenants.change(ID, adding(Optional.empty(), space("production", "7", "9"), space("archive", "10")));

        assertThat(changed.definitional()).isEqualTo(made.definitional());
        assertThat(changed.operational()).extracting(Space::name).containsExactly("production", "trial", "archive");
        assertThat(changed.operational().getFirst().id())
                .isEqualTo(made.operational().getFirst().id());
        assertThat(changed.operational().getFirst().workflows().orElseThrow()).hasSize(2);
        assertThat(changed.operational().get(1)).isEqualTo(made.operational().get(1));
        assertThat(store.opens(account)).isTrue();
        refused(() -> tenants.change(ID, without("production")), "space_in_use");
        assertThat(tenants.change(ID, without("trial", "archive")).operational())
                .extracting(Space::name)
                .containsExactly("production");
        store.admin.accounts().delete(made, account.to().clientId());
        assertThat(refused(() -> tenants.change(ID, without("production")), "invalid_request"))
                .hasMessageContaining("must have an operational space");
        refused(() -> tenants.change(ID, without("nothing")), "invalid_request");
        refused(() -> tenants.change(ID, adding(Optional.empty(), space("definitional", "7"))), "invalid_request");
    }

    @Test
    void namesAndOrganisationsOfOthersAreNotTaken() {
        tenants.create(draft(Optional.empty()));

        refused(() -> tenants.change(ID, named("acme", SPARE)), "tenant_exists");
        refused(() -> tenants.change(ID, named("m-1", TestingStore.THEM)), "organisation_taken");
        refused(() -> tenants.change(ID, named("m-1", new OrganisationId("nobody"))), "invalid_request");
        refused(() -> tenants.change(store.acme().id(), adding(Optional.empty())), "tenant_configured");
        refused(() -> tenants.change(new TenantId("nowhere"), adding(Optional.empty())), "tenant_unknown");
        tenants.change(ID, named("m-1", SPARE));
        Tenant again = tenants.change(ID, named("m-1", SPARE));

        assertThat(again.aliases()).containsExactly("m-1");
        assertThat(store.tenants.named("m-1")).contains(again);
    }

    private static TenantChange named(String alias, OrganisationId organisation) {
        TenantDraft added =
                new TenantDraft(ID, Optional.empty(), Set.of(alias), Set.of(organisation), List.of(), Optional.empty());
        return new TenantChange(added, false, Set.of());
    }

    @Test
    void aPolicyIsThereAfterARestartAndOneThatIsGoneLetsNobodyInUntilItIsBack() throws IOException {
        Path policy = file("made.yaml", CLERKS);
        tenants.create(draft(Optional.of(policy)));
        store.close();
        open();
        assertThat(mayRead("clerk")).isTrue();

        store.close();
        Files.delete(policy);
        open();

        assertThat(mayRead("clerk")).isFalse();
        assertThat(mayRead("connector.reader")).isFalse();
        assertThat(store.policies.hasProblems()).isTrue();
        file("made.yaml", CLERKS);
        assertThat(store.policies.reload()).isTrue();
        assertThat(mayRead("clerk")).isTrue();
    }
}
