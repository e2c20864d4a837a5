package io.traceconnector.app.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Spaces that somebody is bound to, and those of his tenant beside them. */
final class TenantChoiceTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final UUID NORTH = TenantDirectory.spaceId(ACME, "north");
    private static final UUID SOUTH = TenantDirectory.spaceId(ACME, "south");

    private final TenantChoice choice = new TenantChoice(new TenantDirectory(
            Map.of(
                    ACME,
                    new TenantConfig(
                            List.of("acme"),
                            List.of(),
                            Optional.empty(),
                            Map.of(
                                    "north",
                                    new SpaceConfig(Optional.empty(), Optional.of(List.of("1"))),
                                    "south",
                                    new SpaceConfig(Optional.empty(), Optional.of(List.of("2")))),
                            Optional.empty(),
                            TenantKind.PRODUCTION,
                            true)),
            Set.of(new OrganisationId("acme")),
            List::of));

    private TenantChoice.Choice choose(Rights rights, UUID space) {
        Principal principal = new Principal(
                "somebody",
                Principal.Kind.SERVICE_ACCOUNT,
                Optional.empty(),
                Map.of(ACME, rights),
                Map.of(),
                Instant.MAX,
                "");
        return choice.choose(
                principal,
                new Asked(
                        Demand.Grant.administration(),
                        Optional.empty(),
                        Optional.of(space.toString()),
                        Optional.empty(),
                        TestingFacts.TARGET));
    }

    /** A sibling's space and one that does not exist look the same to an account. */
    @Test
    void anAccountIsToldOfNoSpaceButItsOwn() {
        Rights account = Rights.ofAccount(Map.of(NORTH, Set.of("connector.reader")), Optional.empty());

        assertThat(choose(account, NORTH)).isInstanceOf(TenantChoice.One.class);
        assertThat(choose(account, SOUTH))
                .isEqualTo(new TenantChoice.None(404, "space_unknown", "There is no such space."))
                .isEqualTo(choose(account, UUID.randomUUID()));
    }

    @Test
    void whoIsBoundToNoSpaceMayNameEach() {
        assertThat(choose(Rights.of("connector.reader"), NORTH)).isInstanceOf(TenantChoice.One.class);
        assertThat(choose(Rights.of("connector.reader"), SOUTH)).isInstanceOf(TenantChoice.One.class);
    }
}
