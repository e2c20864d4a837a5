package io.traceconnector.app.callers.policy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.ContractLinks;
import io.traceconnector.api.Feed;
import io.traceconnector.api.Json;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.Space;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.TenantKind;
import io.traceconnector.app.callers.Tenants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** One tenant with a policy file, and somebody who asks. */
final class TestingPolicies {

    static final TenantId ACME = new TenantId("acme");
    static final UUID DEFINITIONAL = new UUID(0, 1);
    static final UUID ALL = new UUID(0, 2);
    static final UUID NORTH = new UUID(0, 3);
    static final UUID SOUTH = new UUID(0, 4);
    static final Need READ = new Need("links:read", SpaceKind.OPERATIONAL, Optional.empty());

    private final Path file;

    TestingPolicies(Path directory) {
        this.file = directory.resolve("policy.yaml");
    }

    Path file() {
        return file;
    }

    void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    FilePolicies policies(String text) throws IOException {
        write(text);
        return policies(tenant());
    }

    static FilePolicies policies(Tenant... tenants) {
        return new FilePolicies(
                new Fixed(List.of(tenants)),
                FieldKeys.derived(new byte[32]),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }

    /** With one operational space, which means all workflows. */
    Tenant tenant() {
        return tenant(ACME, Optional.of(file), space(ALL));
    }

    /** With two operational spaces: workflow 7 in the north, 8 in the south, 9 in both. */
    Tenant tenantOfTwoSpaces() {
        return tenant(ACME, Optional.of(file), space(NORTH, "7", "9"), space(SOUTH, "8", "9"));
    }

    static Tenant tenant(TenantId id, Optional<Path> policy, Space... operational) {
        Space definitional = new Space(DEFINITIONAL, "definitions", SpaceKind.DEFINITIONAL, Optional.empty());
        return new Tenant(
                id,
                TenantKind.PRODUCTION,
                true,
                Set.of(),
                Set.of(new OrganisationId("ours")),
                definitional,
                List.of(operational),
                policy);
    }

    static Space space(UUID id, String... workflows) {
        Optional<Set<WorkflowId>> listed = workflows.length == 0
                ? Optional.empty()
                : Optional.of(Arrays.stream(workflows).map(WorkflowId::new).collect(Collectors.toSet()));
        return new Space(id, "space", SpaceKind.OPERATIONAL, listed);
    }

    static Principal principal(Rights rights, Map<String, Set<String>> claims) {
        return new Principal(
                "test:somebody",
                Principal.Kind.OIDC_USER,
                Optional.empty(),
                Map.of(ACME, rights),
                claims,
                Instant.MAX,
                "credential");
    }

    static Principal withRoles(String... roles) {
        return principal(Rights.of(roles), Map.of());
    }

    static Segment link(String workflow, String data) {
        return link(workflow, new Payload.Opened(Json.of(data.getBytes(StandardCharsets.UTF_8))));
    }

    static Segment link(String workflow, Payload payload) {
        return ContractLinks.link(new Feed(new OrganisationId("ours"), new WorkflowId(workflow)), 1, payload);
    }

    /** The data of a link as somebody sees it; empty where the link is not seen. */
    static Optional<String> seen(Decision decision, Segment link) {
        return ((Decision.Allowed) decision).sight().of(link).map(shown -> switch (shown.payload()) {
            case Payload.Opened(var data) -> data.text();
            case Payload.Plain(var data) -> data.text();
            default -> "closed";
        });
    }

    private record Fixed(List<Tenant> all) implements Tenants {

        @Override
        public Optional<Tenant> byId(TenantId id) {
            return all.stream().filter(tenant -> tenant.id().equals(id)).findFirst();
        }

        @Override
        public Optional<Tenant> named(String name) {
            return byId(new TenantId(name));
        }

        @Override
        public TenantId of(OrganisationId organisation) {
            return all.getFirst().id();
        }
    }
}
