package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.Space;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.TenantKind;
import io.traceconnector.app.journal.JournalDamagedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Events as they stand on disk and in PostgreSQL. */
final class EventCodecTest {

    private static final String BEFORE_OWNERS = """
            [{"event":"plugin","entry":{"plugin":{"id":"chat","description":"of tests","enabled":true,\
            "wanted":["links:read"],"secrets":[],"createdAt":"2026-11-20T10:00:00Z"},"hashes":{}}}]\
            """;

    private static final String BEFORE_POLICIES = """
            [{"event":"tenant","tenant":{"id":{"value":"acme"},"enabled":true,"aliases":["a"],"organisations":[{"value":"acme"}],\
            "definitional":{"id":"00000000-0000-0000-0000-000000000001","name":"definitional","kind":"DEFINITIONAL","workflows":null},\
            "operational":[{"id":"00000000-0000-0000-0000-000000000002","name":"production","kind":"OPERATIONAL",\
            "workflows":[{"value":"7"}]}],"policy":null}}]\
            """;

    private static final String BEFORE_TIMES_OF_GENERATIONS = """
            [{"event":"account","entry":{"account":{"id":"00000000-0000-0000-0000-000000000001","tenant":{"value":"acme"},\
            "clientId":"c","email":"c@acme.example","description":"","enabled":true,"scopedRoles":{},"keys":[],"resources":[],\
            "networks":null,"generation":3,"secrets":[],"createdAt":"2026-11-20T10:00:00Z"},"hashes":{}}}]\
            """;

    private static final String BEFORE_PLANNED_ROTATIONS = """
            [{"event":"plugin","entry":{"plugin":{"id":"chat","owner":null,"description":"of tests","enabled":true,\
            "wanted":["links:read"],"secrets":[{"id":"s","createdAt":"2026-11-20T10:00:00Z","expiresAt":null,"lastUsedAt":null}],\
            "createdAt":"2026-11-20T10:00:00Z"},"hashes":{}}}]\
            """;

    private static final String BEFORE_NETWORKS_OF_OPERATORS = """
            [{"event":"operator","entry":{"operator":{"id":"00000000-0000-0000-0000-000000000001","name":"ada","enabled":true,\
            "tenants":{},"generation":3,"createdAt":"2026-11-20T10:00:00Z"},"password":{"memory":8,"passes":1,"lanes":1,"salt":"s","hash":"h"}}}]\
            """;

    private static List<Event> account(Optional<Instant> tokensFrom) {
        return List.of(new Event.AccountKept(new AccountEntry(
                new ServiceAccount(
                        new UUID(0, 1),
                        new TenantId("acme"),
                        "c",
                        "c@acme.example",
                        "",
                        true,
                        Map.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        3,
                        tokensFrom,
                        List.of(),
                        Instant.parse("2026-11-20T10:00:00Z")),
                Map.of())));
    }

    @Test
    void anAccountOfWhichNobodyRememberedWhenItsTokensEndedIsReadAsOneWhoseTokensNeverDid() {
        assertThat(EventCodec.events(BEFORE_TIMES_OF_GENERATIONS.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(account(Optional.empty()));
    }

    @Test
    void whenAnAccountsTokensEndedComesBackAsItWas() {
        List<Event> kept = account(Optional.of(Instant.parse("2026-11-20T11:00:00.5Z")));

        assertThat(EventCodec.events(EventCodec.content(kept))).isEqualTo(kept);
    }

    private static Plugin plugin(Optional<TenantId> owner, SecretFacts... secrets) {
        Instant then = Instant.parse("2026-11-20T10:00:00Z");
        return new Plugin(
                "chat", owner, "of tests", true, Set.of("links:read"), Optional.empty(), List.of(secrets), then);
    }

    private static SecretFacts secret(Optional<Instant> notBefore) {
        Instant then = Instant.parse("2026-11-20T10:00:00Z");
        return new SecretFacts("s", then, notBefore, Optional.empty(), Optional.empty());
    }

    @Test
    void aSecretThatWasKeptBeforeRotationsCouldBePlannedCountsFromTheBeginning() {
        assertThat(EventCodec.events(BEFORE_PLANNED_ROTATIONS.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(kept(plugin(Optional.empty(), secret(Optional.empty()))));
    }

    @Test
    void theTimeOfASecretComesBackAsItWas() {
        List<Event> kept = kept(plugin(Optional.empty(), secret(Optional.of(Instant.parse("2027-01-31T06:00:00Z")))));

        assertThat(EventCodec.events(EventCodec.content(kept))).isEqualTo(kept);
    }

    static Stream<Arguments> fromBeforeNetworks() {
        return Stream.of(
                Arguments.of(BEFORE_OWNERS, kept(plugin(Optional.empty()))),
                Arguments.of(BEFORE_NETWORKS_OF_OPERATORS, operator(Optional.empty())));
    }

    @ParameterizedTest
    @MethodSource("fromBeforeNetworks")
    void whoWasKeptBeforeThereWereNetworksIsUsableFromEverywhere(String before, List<Event> meant) {
        assertThat(EventCodec.events(before.getBytes(StandardCharsets.UTF_8))).isEqualTo(meant);
    }

    @Test
    void networksComeBackAsTheyWere() {
        Optional<Networks> networks = Optional.of(new Networks(List.of("10.0.0.0/8", "2001:db8::/32")));
        PluginEntry limited = new PluginEntry(plugin(Optional.empty()), Map.of()).withNetworks(networks);
        List<Event> kept = Stream.concat(Stream.of(new Event.PluginKept(limited)), operator(networks).stream())
                .toList();

        assertThat(EventCodec.events(EventCodec.content(kept))).isEqualTo(kept);
    }

    private static List<Event> operator(Optional<Networks> networks) {
        Instant then = Instant.parse("2026-11-20T10:00:00Z");
        return List.of(new Event.OperatorKept(new OperatorEntry(
                new Operator(new UUID(0, 1), "ada", true, Map.of(), networks, 3, then),
                new PasswordHash(8, 1, 1, "s", "h"))));
    }

    private static List<Event> kept(Plugin plugin) {
        return List.of(new Event.PluginKept(new PluginEntry(plugin, Map.of())));
    }

    @Test
    void aPluginThatWasKeptBeforeThereWereOwnersHasNone() {
        assertThat(EventCodec.events(BEFORE_OWNERS.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(kept(plugin(Optional.empty())));
    }

    @Test
    void anOwnerComesBackAsItWas() {
        List<Event> owned = kept(plugin(Optional.of(new TenantId("acme"))));

        assertThat(EventCodec.events(EventCodec.content(owned))).isEqualTo(owned);
    }

    private static Tenant tenant(Optional<Path> policy) {
        return tenant(TenantKind.PRODUCTION, policy);
    }

    private static Tenant tenant(TenantKind kind, Optional<Path> policy) {
        Space space = new Space(new UUID(0, 1), "definitional", SpaceKind.DEFINITIONAL, Optional.empty());
        Space production = new Space(
                new UUID(0, 2), "production", SpaceKind.OPERATIONAL, Optional.of(Set.of(new WorkflowId("7"))));
        return new Tenant(
                new TenantId("acme"),
                kind,
                true,
                Set.of("a"),
                Set.of(new OrganisationId("acme")),
                space,
                List.of(production),
                policy);
    }

    @Test
    void aTenantThatWasKeptBeforeTenantsHadPoliciesHasNone() {
        assertThat(EventCodec.events(BEFORE_POLICIES.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(List.of(new Event.TenantKept(tenant(Optional.empty()))));
    }

    @Test
    void thePolicyFileOfATenantComesBackAsItWas() {
        List<Event> kept = List.of(new Event.TenantKept(tenant(Optional.of(Path.of("/etc/a policy/äcme.yaml")))));

        assertThat(EventCodec.events(EventCodec.content(kept))).isEqualTo(kept);
    }

    @ParameterizedTest
    @EnumSource
    void theKindOfATenantComesBackAsItWas(TenantKind kind) {
        List<Event> kept = List.of(new Event.TenantKept(tenant(kind, Optional.empty())));

        assertThat(EventCodec.events(EventCodec.content(kept))).isEqualTo(kept);
    }

    @Test
    void aTenantThatWasKeptBeforeThereWereKindsIsOfProduction() {
        assertThat(EventCodec.events(BEFORE_POLICIES.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(List.of(new Event.TenantKept(tenant(TenantKind.PRODUCTION, Optional.empty()))));
    }

    static Stream<String> unknown() {
        return Stream.of(
                BEFORE_OWNERS.replace("\"hashes\"", "\"hashed\""),
                BEFORE_POLICIES.replace("\"enabled\"", "\"kind\":\"toy\",\"enabled\""));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void whatNoVersionHasWrittenIsDamage(String unknown) {
        byte[] content = unknown.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EventCodec.events(content)).isInstanceOf(JournalDamagedException.class);
    }
}
