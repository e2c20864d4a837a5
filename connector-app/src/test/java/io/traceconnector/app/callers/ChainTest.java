package io.traceconnector.app.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.policy.BuiltInRoles;
import io.traceconnector.app.callers.tokens.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a credential to a tenant: who decides, who is let in, and that what is foreign looks like what does not exist. */
final class ChainTest {

    private static final TenantId NORTH = new TenantId("north");
    private static final TenantId SOUTH = new TenantId("south");
    private static final Demand READ = new Demand.Grant("links:read", SpaceKind.OPERATIONAL);

    private final FakeTime time = new FakeTime();
    private final FakeAuthenticator first = new FakeAuthenticator("a-");
    private final FakeAuthenticator second = new FakeAuthenticator("");
    private final TenantDirectory tenants = new TenantDirectory(
            Map.of(NORTH, config("n1"), SOUTH, config("s1"), new TenantId("shut"), shut("x1")),
            Set.of(new OrganisationId("n1"), new OrganisationId("s1"), new OrganisationId("x1")),
            List::of);
    private final Callers callers = new Callers(
            List.of(first, second), tenants, new BuiltInRoles(), (patterns, path) -> patterns.contains(path), time);

    private static TenantConfig config(String organisation) {
        return TestingTenants.config(List.of(organisation), List.of("alias-" + organisation));
    }

    private static TenantConfig shut(String organisation) {
        return new TenantConfig(
                List.of(organisation),
                List.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                TenantKind.PRODUCTION,
                false);
    }

    private static Principal principal(Principal.Kind kind, Rights rights, TenantId... in) {
        return new Principal(
                "someone",
                kind,
                Optional.empty(),
                Set.of(in).stream().collect(Collectors.toMap(id -> id, id -> rights)),
                Map.of(),
                Instant.MAX,
                "c1");
    }

    private static Principal reader(TenantId... in) {
        return principal(Principal.Kind.SERVICE_ACCOUNT, Rights.of("connector.reader"), in);
    }

    private Admission ask(String token, Asked asked) {
        return callers.admit(TestingFacts.of("Bearer " + token), asked);
    }

    private static Asked in(String tenant) {
        return new Asked(READ, Optional.of(tenant), Optional.empty(), Optional.empty(), TestingFacts.TARGET);
    }

    private static Asked inSpace(String space) {
        return new Asked(READ, Optional.empty(), Optional.of(space), Optional.empty(), TestingFacts.TARGET);
    }

    private static String refusal(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Refused.class);
        Admission.Refused refused = (Admission.Refused) admission;
        return refused.status() + " " + refused.code() + " " + refused.detail();
    }

    private static CallerSession.Entered entered(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Admitted.class);
        return (CallerSession.Entered) ((Admission.Admitted) admission).session();
    }

    @Test
    void whatTheOneThatTakesItRejectsIsTriedWithNoOther() {
        second.knows("a-token", reader(NORTH));

        assertThat(refusal(ask("a-token", in("north")))).startsWith("401 invalid_token");
        assertThat(second.asked()).isZero();

        second.knows("b-token", reader(NORTH));
        assertThat(entered(ask("b-token", in("north"))).tenant().id()).isEqualTo(NORTH);
    }

    @Test
    void whoIsAwayIsNeverTakenForAYes() {
        second.says("t", new Verdict.Away("issuer_unavailable", "later"));

        assertThat(ask("t", in("north"))).isEqualTo(new Admission.Unavailable("issuer_unavailable", "later"));
    }

    @Test
    void aForeignTenantLooksLikeOneThatDoesNotExist() {
        second.knows("t", reader(NORTH));

        assertThat(refusal(ask("t", in("south")))).isEqualTo(refusal(ask("t", in("never-heard-of"))));
        assertThat(refusal(ask("t", in("alias-s1")))).isEqualTo(refusal(ask("t", in("never-heard-of"))));
        assertThat(entered(ask("t", in("alias-n1"))).caller().organisations())
                .containsExactly(new OrganisationId("n1"));
    }

    @Test
    void aForeignSpaceLooksLikeOneThatDoesNotExist() {
        second.knows("t", reader(NORTH));
        String foreign =
                tenants.byId(SOUTH).orElseThrow().operational().getFirst().id().toString();
        String own =
                tenants.byId(NORTH).orElseThrow().operational().getFirst().id().toString();

        assertThat(refusal(ask("t", inSpace(foreign))))
                .isEqualTo(refusal(ask("t", inSpace("00000000-0000-4000-8000-000000000000"))))
                .isEqualTo(refusal(ask("t", inSpace("no uuid"))));
        assertThat(entered(ask("t", inSpace(own))).tenant().id()).isEqualTo(NORTH);
    }

    @Test
    void oneTenantNeedsNoNameAndSeveralDo() {
        second.knows("one", reader(SOUTH)).knows("two", reader(NORTH, SOUTH));

        assertThat(entered(ask("one", TestingFacts.asks(READ))).tenant().id()).isEqualTo(SOUTH);
        assertThat(refusal(ask("two", TestingFacts.asks(READ)))).startsWith("400 tenant_required");
        assertThat(entered(ask(
                                "two",
                                new Asked(
                                        READ,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("n1"),
                                        TestingFacts.TARGET)))
                        .tenant()
                        .id())
                .isEqualTo(NORTH);
    }

    @Test
    void aPluginAlwaysNamesTheTenant() {
        second.knows("p", principal(Principal.Kind.PLUGIN, Rights.of("connector.reader"), NORTH));

        assertThat(refusal(ask("p", TestingFacts.asks(READ)))).startsWith("400 tenant_required");
        assertThat(entered(ask("p", in("north"))).tenant().id()).isEqualTo(NORTH);
    }

    @Test
    void nobodyEntersATenantThatIsDisabled() {
        second.knows("t", reader(new TenantId("shut")));

        assertThat(refusal(ask("t", TestingFacts.asks(READ)))).startsWith("403 no_tenant");
        assertThat(refusal(ask("t", in("shut")))).startsWith("404 tenant_unknown");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/search,true", "/api/v1/workflows,false"})
    void aCredentialThatIsNarrowedToPathsHasNoOthers(String path, boolean allowed) {
        Rights narrowed = new Rights(
                Set.of("connector.reader"), Map.of(), Optional.empty(), Optional.of(List.of("/api/v1/search")));
        second.knows("t", principal(Principal.Kind.INTEGRATOR_USER, narrowed, NORTH));

        Admission admission = callers.admit(TestingFacts.at(path, Set.of(), "Bearer t"), in("north"));

        assertThat(admission instanceof Admission.Admitted).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"/info,true", "/tenants,false"})
    void aCredentialThatIsNarrowedToPathsHasNoOthersWhereRecognitionIsEnoughEither(String path, boolean allowed) {
        Rights narrowed =
                new Rights(Set.of("connector.reader"), Map.of(), Optional.empty(), Optional.of(List.of("/info")));
        second.knows("t", principal(Principal.Kind.INTEGRATOR_USER, narrowed, NORTH));

        Admission admission =
                callers.admit(TestingFacts.at(path, Set.of(), "Bearer t"), TestingFacts.asks(new Demand.Recognition()));

        assertThat(admission instanceof Admission.Admitted).isEqualTo(allowed);
    }

    @Test
    void whoIsRecognisedIsToldOfNoTenantThatIsDisabled() {
        second.knows("t", reader(NORTH, new TenantId("shut"), new TenantId("gone")));

        Admission admission = ask("t", TestingFacts.asks(new Demand.Recognition()));

        assertThat(((Admission.Admitted) admission).session().principal().tenants())
                .containsOnlyKeys(NORTH);
    }

    @Test
    void anAnswerThatLastsEndsWithItsCredentialHoweverOftenThatIsRenewed() {
        Instant end = time.instant().plusSeconds(60);
        second.knows("t", until(end));
        CallerSession entered = entered(ask("t", in("north")));
        CallerSession recognised =
                ((Admission.Admitted) ask("t", TestingFacts.asks(new Demand.Recognition()))).session();
        second.knows("t", until(end.plusSeconds(60)));
        time.pass(Duration.ofSeconds(59));
        assertThat(entered.holds()).isTrue();
        assertThat(recognised.holds()).isTrue();

        time.pass(Duration.ofSeconds(1));

        assertThat(entered.holds()).isFalse();
        assertThat(recognised.holds()).isFalse();
        assertThat(entered(ask("t", in("north"))).holds()).isTrue();
    }

    private static Principal until(Instant end) {
        Principal reader = reader(NORTH);
        return new Principal(
                reader.id(),
                reader.kind(),
                reader.onBehalfOf(),
                reader.tenants(),
                reader.claims(),
                end,
                reader.credential());
    }

    @Test
    void aCredentialThatIsNarrowedToActionsHasNoOthers() {
        Rights narrowed =
                new Rights(Set.of("connector.reader"), Map.of(), Optional.of(Set.of("files:read")), Optional.empty());
        second.knows("t", principal(Principal.Kind.SERVICE_ACCOUNT, narrowed, NORTH));

        assertThat(refusal(ask("t", in("north")))).startsWith("403 insufficient_scope");
        Demand files = new Demand.Grant("files:read", SpaceKind.OPERATIONAL);
        assertThat(entered(ask("t", TestingFacts.asks(files))).may().test("links:read"))
                .isFalse();
    }

    @Test
    void onlyOnesOwnTokenOfAccountIsPassedOn() {
        second.knows("own", principal(Principal.Kind.ENTITY_ACCOUNT, Rights.of("connector.account"), NORTH))
                .knows("other", principal(Principal.Kind.CONFIGURED, Rights.of("connector.account"), NORTH));

        assertThat(entered(ask("own", TestingFacts.asks(new Demand.OwnAccount())))
                        .account())
                .hasValueSatisfying(token -> assertThat(token.authorization()).isEqualTo("Bearer own"));
        assertThat(refusal(ask("other", TestingFacts.asks(new Demand.OwnAccount()))))
                .startsWith("403 account_token_required");
    }

    @Test
    void anAccountSeesItsOwnOrganisationsOnly() {
        Principal account = new Principal(
                "account:1",
                Principal.Kind.ENTITY_ACCOUNT,
                Optional.empty(),
                Map.of(NORTH, Rights.of("connector.account")),
                Map.of("organisation", Set.of("s1")),
                Instant.MAX,
                "c");
        second.knows("t", account);

        assertThat(entered(ask("t", TestingFacts.asks(new Demand.OwnAccount())))
                        .caller()
                        .organisations())
                .isEmpty();
    }

    @Test
    void anAnswerThatLastsEndsWithItsRight() {
        second.knows("t", reader(NORTH));
        CallerSession session = entered(ask("t", in("north")));
        assertThat(session.holds()).isTrue();

        second.forgets("t");
        assertThat(session.holds()).isFalse();

        second.knows("t", reader(SOUTH));
        assertThat(session.holds()).isFalse();

        second.knows("t", principal(Principal.Kind.SERVICE_ACCOUNT, Rights.of("connector.admin"), NORTH));
        assertThat(session.holds()).isFalse();

        second.knows("t", reader(NORTH));
        assertThat(session.holds()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Plugin",
                "Plugin ",
                "Plugin !!!",
                "Plugin YWJj",
                "Plugin OmFiYw==",
                "Plugin YWJjOg==",
                "Basic YTpi",
                "Digest x"
            })
    void aMalformedPairIsRefusedUnasked(String header) {
        assertThat(refusal(callers.admit(TestingFacts.of(header), in("north")))).startsWith("401 invalid_token");
        assertThat(first.asked() + second.asked()).isZero();
    }
}
