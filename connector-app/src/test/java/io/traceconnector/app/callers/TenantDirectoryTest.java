package io.traceconnector.app.callers;

import static io.traceconnector.app.callers.TestingTenants.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TenantDirectoryTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId BETA = new OrganisationId("beta");
    private static final TenantId NORTH = new TenantId("north");
    private static final TenantId SOUTH = new TenantId("south");

    @Test
    void withoutTenantsEverythingBelongsToTheDefault() {
        TenantDirectory directory = new TenantDirectory(Map.of(), Set.of(ACME, BETA), List::of);

        assertThat(directory.all()).singleElement().satisfies(tenant -> {
            assertThat(tenant.id()).isEqualTo(TenantDirectory.DEFAULT);
            assertThat(tenant.organisations()).containsExactlyInAnyOrder(ACME, BETA);
            assertThat(tenant.operational())
                    .singleElement()
                    .satisfies(space -> assertThat(space.workflows()).isEmpty());
        });
    }

    @Test
    void whatNobodyNamesBelongsToTheDefault() {
        TenantDirectory directory = new TenantDirectory(Map.of(NORTH, config("acme")), Set.of(ACME, BETA), List::of);

        assertThat(directory.of(ACME)).isEqualTo(NORTH);
        assertThat(directory.of(BETA)).isEqualTo(TenantDirectory.DEFAULT);
    }

    @Test
    void aTenantMadeAtRunTimeTakesFromTheDefaultAndNeverFromTheConfiguration() {
        Tenant made = new Tenant(
                SOUTH,
                TenantKind.EXPERIMENT,
                true,
                Set.of(),
                Set.of(ACME, BETA),
                new Space(UUID.randomUUID(), "definitional", SpaceKind.DEFINITIONAL, Optional.empty()),
                List.of(),
                Optional.empty());
        TenantDirectory directory =
                new TenantDirectory(Map.of(NORTH, config("acme")), Set.of(ACME, BETA), () -> List.of(made));

        assertThat(directory.of(ACME)).isEqualTo(NORTH);
        assertThat(directory.of(BETA)).isEqualTo(SOUTH);
        assertThat(directory.byId(SOUTH).orElseThrow().organisations()).containsExactly(BETA);
        assertThat(directory.byId(SOUTH).orElseThrow().kind()).isEqualTo(TenantKind.EXPERIMENT);
        assertThat(directory.byId(TenantDirectory.DEFAULT)).isEmpty();
    }

    @Test
    void spacesHaveTheirWorkflowsAndTheSameIdEverywhere() {
        TenantConfig config = new TenantConfig(
                List.of("acme"),
                List.of("project-7"),
                Optional.empty(),
                Map.of("production", new SpaceConfig(Optional.empty(), Optional.of(List.of("17")))),
                Optional.empty(),
                TenantKind.EXPERIMENT,
                true);

        Tenant tenant = new TenantDirectory(Map.of(NORTH, config), Set.of(ACME), List::of)
                .named("project-7")
                .orElseThrow();

        assertThat(tenant.kind()).isEqualTo(TenantKind.EXPERIMENT);
        assertThat(tenant.operational()).singleElement().satisfies(space -> {
            assertThat(space.id()).isEqualTo(TenantDirectory.spaceId(NORTH, "production"));
            assertThat(space.workflows()).contains(Set.of(new WorkflowId("17")));
        });
    }

    @Test
    void whatDoesNotFitTogetherRefusesTheStart() {
        assertThatThrownBy(() -> new TenantDirectory(Map.of(NORTH, config("nobody")), Set.of(ACME), List::of))
                .hasMessageContaining("tenants.north")
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> new TenantDirectory(
                        Map.of(NORTH, config("acme"), SOUTH, config("acme")), Set.of(ACME), List::of))
                .hasMessageContaining("another tenant");
        TenantConfig badSpace = new TenantConfig(
                List.of("acme"),
                List.of(),
                Optional.of("not-a-uuid"),
                Map.of(),
                Optional.empty(),
                TenantKind.PRODUCTION,
                true);
        assertThatThrownBy(() -> new TenantDirectory(Map.of(NORTH, badSpace), Set.of(ACME), List::of))
                .hasMessageContaining("UUID");
        TenantConfig alias = TestingTenants.config(List.of("acme"), List.of("south"));
        assertThatThrownBy(() ->
                        new TenantDirectory(Map.of(NORTH, alias, SOUTH, config("beta")), Set.of(ACME, BETA), List::of))
                .hasMessageContaining("south");
    }
}
