package io.traceconnector.app.callers.policy;

import static io.traceconnector.app.callers.policy.TestingPolicies.ACME;
import static io.traceconnector.app.callers.policy.TestingPolicies.READ;
import static io.traceconnector.app.callers.policy.TestingPolicies.link;
import static io.traceconnector.app.callers.policy.TestingPolicies.policies;
import static io.traceconnector.app.callers.policy.TestingPolicies.principal;
import static io.traceconnector.app.callers.policy.TestingPolicies.seen;
import static io.traceconnector.app.callers.policy.TestingPolicies.tenant;
import static io.traceconnector.app.callers.policy.TestingPolicies.withRoles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.policy.Decision.Allowed;
import io.traceconnector.app.callers.policy.Decision.Denied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilePoliciesTest {

    private static final String EUROPE = "{\"region\":\"EU\"}";
    private static final String AMERICA = "{\"region\":\"US\"}";

    @TempDir
    private Path directory;

    private TestingPolicies testing = new TestingPolicies(Path.of("unset"));

    @BeforeEach
    void begin() {
        testing = new TestingPolicies(directory);
    }

    private Decision decide(String policy, Principal principal, Need need) throws IOException {
        return testing.policies("version: 1\n" + policy).decide(testing.tenant(), principal, need);
    }

    private static Need need(String action, SpaceKind kind) {
        return new Need(action, kind, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "connector.reader, links:read, links:write",
        "connector.reader, search:use, relay:use",
        "connector.reader, outbox:read, tenant:admin",
        "connector.writer, links:write, tenant:admin",
        "connector.writer, analytics:use, account:relay",
        "connector.relay, relay:use, links:read",
        "connector.admin, tenant:admin, links:read",
        "connector.account, account:relay, files:read",
        "clerk, links:read, links:write",
        "clerk, search:use, analytics:use",
        "everything, tenant:admin, ",
        "nobody, , links:read"
    })
    void rolesAllowWhatTheyNameAndNothingElse(String role, String allowed, String denied) throws IOException {
        String policy = "roles: {clerk: {allow: [links:read, 'search:*']}, everything: {allow: ['*']}}";

        if (allowed != null) {
            assertThat(decide(policy, withRoles(role), need(allowed, SpaceKind.OPERATIONAL)))
                    .isInstanceOfSatisfying(
                            Allowed.class, yes -> assertThat(yes.rules()).containsExactly("role " + role));
        }
        if (denied != null) {
            assertThat(decide(policy, withRoles(role), need(denied, SpaceKind.OPERATIONAL)))
                    .isInstanceOf(Denied.class);
        }
    }

    @Test
    void withoutAFileTheBuiltInRolesCountAndLimitNothing() {
        Tenant tenant = tenant(ACME, Optional.empty(), TestingPolicies.space(TestingPolicies.ALL));
        FilePolicies policies = policies(tenant);

        assertThat(policies.decide(tenant, withRoles("connector.reader"), READ))
                .isInstanceOfSatisfying(Allowed.class, yes -> {
                    assertThat(yes.limited()).isFalse();
                    assertThat(yes.workflows()).isEmpty();
                });
        assertThat(policies.decide(tenant, withRoles("clerk"), READ)).isInstanceOf(Denied.class);
    }

    @Test
    void whoIsNotOfTheTenantIsDenied() {
        Tenant other = tenant(new TenantId("other"), Optional.empty(), TestingPolicies.space(TestingPolicies.ALL));

        assertThat(policies(other).decide(other, withRoles("connector.reader"), READ))
                .isInstanceOf(Denied.class);
    }

    @Test
    void aRoleCountsInSpacesOfItsKindOnly() throws IOException {
        String policy = "roles: {clerk: {allow: ['*'], spaces: [definitional]}}";

        assertThat(decide(policy, withRoles("clerk"), need("workflows:read", SpaceKind.DEFINITIONAL)))
                .isInstanceOf(Allowed.class);
        assertThat(decide(policy, withRoles("clerk"), READ)).isInstanceOf(Denied.class);
    }

    @Test
    void aCredentialThatWasNarrowedAllowsNothingElse() throws IOException {
        Rights narrowed = new Rights(
                Set.of("connector.reader"),
                Map.of(),
                Optional.of(Set.of("links:read", "links:write")),
                Optional.empty());

        assertThat(decide("", principal(narrowed, Map.of()), READ)).isInstanceOf(Allowed.class);
        assertThat(decide("", principal(narrowed, Map.of()), need("files:read", SpaceKind.OPERATIONAL)))
                .isEqualTo(new Denied(List.of("credential")));
        assertThat(decide("", principal(narrowed, Map.of()), need("links:write", SpaceKind.OPERATIONAL)))
                .isInstanceOf(Denied.class);
    }

    @Test
    void aScopedRoleCountsInItsSpaceOnly() throws IOException {
        Tenant tenant = testing.tenantOfTwoSpaces();
        testing.write("version: 1");
        FilePolicies policies = policies(tenant);
        Principal north = principal(scoped(Map.of(TestingPolicies.NORTH, Set.of("connector.reader"))), Map.of());

        assertThat(policies.decide(tenant, north, READ)).isInstanceOfSatisfying(Allowed.class, yes -> {
            assertThat(yes.workflows()).contains(Set.of(new WorkflowId("7"), new WorkflowId("9")));
            assertThat(yes.limited()).isTrue();
            assertThat(seen(yes, link("7", EUROPE))).contains(EUROPE);
            assertThat(seen(yes, link("8", EUROPE))).isEmpty();
        });
        assertThat(policies.decide(tenant, north, in(TestingPolicies.NORTH))).isInstanceOf(Allowed.class);
        assertThat(policies.decide(tenant, north, in(TestingPolicies.SOUTH))).isInstanceOf(Denied.class);
        assertThat(policies.decide(tenant, north, in(new UUID(9, 9)))).isInstanceOf(Denied.class);
        assertThat(policies.decide(tenant, north, in(TestingPolicies.DEFINITIONAL)))
                .isInstanceOf(Denied.class);
    }

    @Test
    void noSpacesRoleAdministersTheTenant() throws IOException {
        Need admin = need("tenant:admin", SpaceKind.OPERATIONAL);

        assertThat(decide(
                        "", principal(scoped(Map.of(TestingPolicies.ALL, Set.of("connector.admin"))), Map.of()), admin))
                .isInstanceOf(Denied.class);
        assertThat(decide("", withRoles("connector.admin"), admin)).isInstanceOf(Allowed.class);
    }

    @Test
    void aClaimGivesARoleThatTheFileGivesByIt() throws IOException {
        String policy =
                "roles: {north: {allow: [links:read, tenant:admin], given-by: [{claim: access_control_id, is: [n]}]}}\n"
                        + "rows: [{entity: 7, when: {role: north}, filter: everything}]";
        Principal n = principal(Rights.of(), Map.of("access_control_id", Set.of("n", "other")));
        Principal s = principal(Rights.of(), Map.of("access_control_id", Set.of("s")));

        assertThat(decide(policy, n, READ)).isInstanceOfSatisfying(Allowed.class, yes -> {
            assertThat(yes.rules()).contains("role north");
            assertThat(seen(yes, link("7", EUROPE))).isPresent();
        });
        assertThat(decide(policy, s, READ)).isInstanceOf(Denied.class);
        assertThat(decide(policy, n, need("links:write", SpaceKind.OPERATIONAL)))
                .isInstanceOf(Denied.class);
        assertThat(decide(policy, n, need("tenant:admin", SpaceKind.OPERATIONAL)))
                .isInstanceOf(Denied.class);
    }

    @Test
    void nobodyIsAllowedMoreThanWhoVouchesForHim() throws IOException {
        Tenant tenant = testing.tenantOfTwoSpaces();
        testing.write(
                "version: 1\nroles: {all: {allow: ['*'], given-by: [claim: any]}, reader: {allow: [links:read]}}");
        FilePolicies policies = policies(tenant);
        Principal vouchedFor = principal(
                new Rights(
                        Set.of("all"),
                        Map.of(TestingPolicies.NORTH, Set.of("all")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Map.of(TestingPolicies.NORTH, Set.of("reader")))),
                Map.of("any", Set.of("thing")));

        assertThat(policies.decide(tenant, vouchedFor, in(TestingPolicies.NORTH)))
                .isInstanceOf(Allowed.class);
        assertThat(policies.decide(tenant, vouchedFor, in(TestingPolicies.SOUTH)))
                .isInstanceOf(Denied.class);
        assertThat(policies.decide(tenant, vouchedFor, need("links:write", SpaceKind.OPERATIONAL)))
                .isInstanceOf(Denied.class);
        assertThat(policies.decide(tenant, vouchedFor, need("tenant:admin", SpaceKind.OPERATIONAL)))
                .isInstanceOf(Denied.class);
    }

    private static Rights scoped(Map<UUID, Set<String>> roles) {
        return new Rights(Set.of(), roles, Optional.empty(), Optional.empty());
    }

    private static Need in(UUID space) {
        return new Need("links:read", SpaceKind.OPERATIONAL, Optional.of(space));
    }

    @Test
    void aWorkflowWithRulesOfWhichNoneIsAboutTheCallerShowsNothing() throws IOException {
        String policy = "rows: [{entity: 7, when: {role: sales}, filter: everything}]";
        Decision sales = decide(policy, withRoles("connector.reader", "sales"), READ);
        Decision others = decide(policy, withRoles("connector.reader"), READ);

        assertThat(seen(sales, link("7", EUROPE))).contains(EUROPE);
        assertThat(seen(others, link("7", EUROPE))).isEmpty();
        assertThat(((Allowed) sales).rules()).containsExactly("role connector.reader", "rows[0]");
        assertThat(((Allowed) others).limited()).isTrue();
    }

    @Test
    void aRuleOfOneWorkflowIsNotAppliedToAnother() throws IOException {
        Decision decision = decide(
                "rows: [{entity: 7, filter: 'region = \"EU\"'}]\ncolumns: [{entity: 7, field: region, mask: mask}]",
                withRoles("connector.reader"),
                READ);

        assertThat(seen(decision, link("7", EUROPE))).contains("{\"region\":\"***\"}");
        assertThat(seen(decision, link("7", AMERICA))).isEmpty();
        assertThat(seen(decision, link("8", AMERICA))).contains(AMERICA);
    }

    @Test
    void ofSeveralRulesAboutTheCallerAnyLetsALinkThrough() throws IOException {
        Decision decision = decide(
                "rows: [{entity: 7, filter: 'region = \"EU\"'}, {entity: '*', filter: 'region = \"US\"'}]",
                withRoles("connector.reader"),
                READ);

        assertThat(seen(decision, link("7", EUROPE))).isPresent();
        assertThat(seen(decision, link("7", AMERICA))).isPresent();
        assertThat(seen(decision, link("7", "{\"region\":\"UK\"}"))).isEmpty();
        assertThat(seen(decision, link("8", EUROPE))).isEmpty();
        assertThat(seen(decision, link("8", AMERICA))).isPresent();
    }

    @Test
    void rulesAreAboutWhoHasTheClaim() throws IOException {
        String policy =
                "rows: [{entity: 7, when: {claim: groups, is: [a, b]}, filter: everything}, {entity: 8, when: {claim: groups}, filter: everything}]";
        Decision b = decide(policy, claiming("groups", "b"), READ);
        Decision c = decide(policy, claiming("groups", "c"), READ);
        Decision none = decide(policy, claiming("groups"), READ);

        assertThat(seen(b, link("7", EUROPE))).isPresent();
        assertThat(seen(b, link("8", EUROPE))).isPresent();
        assertThat(seen(c, link("7", EUROPE))).isEmpty();
        assertThat(seen(c, link("8", EUROPE))).isPresent();
        assertThat(seen(none, link("8", EUROPE))).isEmpty();
    }

    @Test
    void claimsOfOneCallerNeverCountForAnother() throws IOException {
        FilePolicies policies =
                testing.policies("version: 1\nrows: [{entity: '*', filter: 'region in ${claims.region}'}]");
        Tenant tenant = testing.tenant();

        for (int i = 0; i < 2; i++) {
            assertThat(seen(policies.decide(tenant, claiming("region", "EU"), READ), link("7", EUROPE)))
                    .isPresent();
            assertThat(seen(policies.decide(tenant, claiming("region", "US"), READ), link("7", EUROPE)))
                    .isEmpty();
            assertThat(seen(policies.decide(tenant, claiming("region"), READ), link("7", EUROPE)))
                    .isEmpty();
        }
    }

    private static Principal claiming(String name, String... values) {
        return principal(Rights.of("connector.reader"), Map.of(name, Set.of(values)));
    }

    @Test
    void anExceptionLiftsAColumnRuleForWhomItNames() throws IOException {
        String policy = "columns: [{entity: '*', field: region, mask: deny, unless: [role: compliance, {claim: dpo}]}]";
        Decision reader = decide(policy, withRoles("connector.reader"), READ);
        Decision compliance = decide(policy, withRoles("connector.reader", "compliance"), READ);

        assertThat(seen(reader, link("7", EUROPE))).contains("{}");
        assertThat(((Allowed) reader).rules()).contains("columns[0]");
        assertThat(((Allowed) reader).limited()).isTrue();
        assertThat(seen(compliance, link("7", EUROPE))).contains(EUROPE);
        assertThat(((Allowed) compliance).limited()).isFalse();
        assertThat(seen(decide(policy, claiming("dpo", "yes"), READ), link("7", EUROPE)))
                .contains(EUROPE);
    }

    @Test
    void aRoleOfOneSpaceLiftsRulesForItsWorkflowsOnly() throws IOException {
        Tenant tenant = testing.tenantOfTwoSpaces();
        testing.write(
                "version: 1\nrows: [{entity: '*', when: {role: north}, filter: everything}, {entity: '*', filter: 'region = \"US\"'}]\n"
                        + "columns: [{entity: '*', field: region, mask: mask, unless: [role: north]}]");
        Principal principal = principal(
                new Rights(
                        Set.of("connector.reader"),
                        Map.of(TestingPolicies.NORTH, Set.of("north")),
                        Optional.empty(),
                        Optional.empty()),
                Map.of());
        Decision decision = policies(tenant).decide(tenant, principal, READ);

        assertThat(seen(decision, link("7", EUROPE))).contains(EUROPE);
        assertThat(seen(decision, link("8", EUROPE))).isEmpty();
        assertThat(seen(decision, link("8", AMERICA))).contains("{\"region\":\"***\"}");
        assertThat(seen(decision, link("9", EUROPE))).contains("{\"region\":\"***\"}");
    }

    @Test
    void aBrokenOrMissingFileRefusesTheStart() throws IOException {
        assertThatThrownBy(() -> policies(testing.tenant()))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining(testing.file() + ": does not exist");
        assertThatThrownBy(() -> testing.policies("version: 1\nrows: 7"))
                .isInstanceOfSatisfying(
                        PolicyException.class, e -> assertThat(e.problems()).hasSize(1));
        assertThat(FilePolicies.check(List.of(testing.tenant()))).hasSize(1);
        testing.write("version: 1");
        assertThat(FilePolicies.check(List.of(testing.tenant()))).isEmpty();
    }

    @Test
    void aChangedFileCountsAtOnceAndABrokenOneChangesNothing() throws IOException {
        FilePolicies policies = testing.policies("version: 1\nroles: {clerk: {allow: [links:read]}}");
        Tenant tenant = testing.tenant();
        assertThat(policies.decide(tenant, withRoles("clerk"), READ)).isInstanceOf(Allowed.class);

        testing.write("version: 1\nroles: {clerk: {allow: [links:raed]}}");
        assertThat(policies.reload()).isFalse();
        assertThat(policies.health().state()).isEqualTo(State.DEGRADED);
        assertThat(policies.health().detail()).contains("did you mean links:read");
        assertThat(policies.decide(tenant, withRoles("clerk"), READ)).isInstanceOf(Allowed.class);

        Files.delete(testing.file());
        assertThat(policies.reload()).isFalse();
        assertThat(policies.decide(tenant, withRoles("clerk"), READ)).isInstanceOf(Allowed.class);

        testing.write("version: 1\nroles: {clerk: {allow: [files:read]}}");
        assertThat(policies.reload()).isTrue();
        assertThat(policies.health().state()).isEqualTo(State.UP);
        assertThat(policies.decide(tenant, withRoles("clerk"), READ)).isInstanceOf(Denied.class);
    }

    @Test
    void aTenantWhosePolicyWasNeverReadAllowsNothing() throws IOException {
        FilePolicies policies = testing.policies("version: 1");
        Tenant moved = tenant(
                ACME, Optional.of(directory.resolve("another.yaml")), TestingPolicies.space(TestingPolicies.ALL));

        assertThat(policies.decide(testing.tenant(), withRoles("connector.reader"), READ))
                .isInstanceOf(Allowed.class);
        assertThat(policies.decide(moved, withRoles("connector.reader"), READ)).isInstanceOf(Denied.class);
    }

    @Test
    void aSpaceThatChangesCountsAtOnce() throws IOException {
        FilePolicies policies = testing.policies("version: 1");
        policies.decide(testing.tenant(), withRoles("connector.reader"), READ);

        assertThat(policies.decide(testing.tenantOfTwoSpaces(), withRoles("connector.reader"), READ))
                .isInstanceOfSatisfying(
                        Allowed.class, yes -> assertThat(yes.workflows()).isPresent());
    }
}
