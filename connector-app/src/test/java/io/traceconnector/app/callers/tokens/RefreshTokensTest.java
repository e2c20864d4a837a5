package io.traceconnector.app.callers.tokens;

import static io.traceconnector.app.callers.tokens.TestingTokens.READER;
import static io.traceconnector.app.callers.tokens.TestingTokens.SECRET;
import static io.traceconnector.app.callers.tokens.TestingTokens.accepted;
import static io.traceconnector.app.callers.tokens.TestingTokens.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.Sender;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A refresh token is good for one new pair, for its client, as far as that may still have what it says. */
final class RefreshTokensTest {

    private final TestingTokens testing = new TestingTokens(
            URI.create("https://connector.example"),
            Optional.empty(),
            TestingOwnTokensConfig.with(Compatibility.CHASSI));
    private final UUID operational = testing.acme.operational().getFirst().id();
    private final UUID definitional = testing.acme.definitional().id();
    private final String narrow = "space:" + definitional + ":" + READER;

    private OAuthRequest request(String refresh, String scope) {
        return testing.asClient(Map.of("grant_type", "refresh_token", "refresh_token", refresh, "scope", scope));
    }

    private Minted trade(String refresh) {
        return trade(refresh, "");
    }

    private Minted trade(String refresh, String scope) {
        return testing.authority.token(testing.acme, request(refresh, scope));
    }

    private void refused(String refresh) {
        refused(request(refresh, ""));
    }

    private void refused(OAuthRequest request) {
        assertThatThrownBy(() -> testing.authority.token(testing.acme, request))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo("invalid_grant"));
    }

    private static String refresh(Minted given) {
        return given.refresh().orElseThrow().token();
    }

    private OAuthRequest asOther(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("client_id", testing.other.clientId());
        all.put("client_secret", SECRET + "b");
        return new OAuthRequest(List.of(), form(all));
    }

    @Test
    void givesANewPairOnce() {
        Minted first = testing.token();
        assertThat(first.refresh().orElseThrow().seconds()).isEqualTo(1800);

        Minted second = trade(refresh(first));

        accepted(testing.own(second.token()));
        assertThat(second.scope()).isEqualTo(first.scope());
        refused(refresh(first));
        accepted(testing.own(trade(refresh(second)).token()));
    }

    @Test
    void isCountedAsOneRequestForATokenEachTime() {
        trade(refresh(testing.token()));

        assertThat(testing.counted)
                .hasSize(2)
                .allSatisfy(deed -> assertThat(deed.caller()).isEqualTo("service-account:acme-orders"));
    }

    @Test
    void isUsedByOneOfThoseThatRace() throws Exception {
        String refresh = refresh(testing.token());
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> racers = Stream.<Callable<Boolean>>generate(() -> () -> wins(refresh))
                    .limit(8)
                    .toList();
            int won = 0;
            for (Future<Boolean> one : threads.invokeAll(racers)) {
                won += one.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }

    private boolean wins(String refresh) {
        try {
            trade(refresh);
            return true;
        } catch (OAuthException e) {
            return false;
        }
    }

    @Test
    void isNotUsedUpByARequestThatFailsOtherwise() {
        String refresh = refresh(testing.token(narrow));
        assertThatThrownBy(() -> trade(refresh, "space:" + operational + ":" + READER))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo("invalid_scope"));
        testing.wait = Optional.of(Duration.ofSeconds(5));
        assertThatThrownBy(() -> trade(refresh))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.status()).isEqualTo(429));
        testing.wait = Optional.empty();

        accepted(testing.own(trade(refresh).token()));
    }

    @Test
    void isForNoMoreThanWhatItsClientAskedForAtFirst() {
        Minted narrowed = testing.token(narrow);

        Minted next = trade(refresh(narrowed));

        assertThat(next.scope()).isEqualTo(narrow);
        assertThat(trade(refresh(next), narrow).scope()).isEqualTo(narrow);
    }

    @Test
    void canGiveLessAndStaysForAsMuch() {
        Minted whole = testing.token();

        Minted less = trade(refresh(whole), narrow);

        assertThat(less.scope()).isEqualTo(narrow);
        assertThat(trade(refresh(less)).scope()).isEqualTo(whole.scope());
    }

    @Test
    void givesWhatTheAccountHasNow() {
        String refresh = refresh(testing.token());
        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account)
                        .roles(Map.of(operational, Set.of("sales", "something new")))
                        .made());

        assertThat(trade(refresh).scope()).isEqualTo("space:" + operational + ":sales");
    }

    static Stream<UnaryOperator<ServiceAccount>> endings() {
        return Stream.of(
                account -> ChangedAccount.of(account).nextGeneration().made(),
                account -> ChangedAccount.of(account).id(UUID.randomUUID()).made());
    }

    @ParameterizedTest
    @MethodSource("endings")
    void endsWithTheTokensOfItsAccountAndDoesNotPassToOneOfTheSameName(UnaryOperator<ServiceAccount> ending) {
        String refresh = refresh(testing.token());
        ServiceAccount changed = ending.apply(testing.account);
        testing.identities.accounts.remove(testing.account.id());
        testing.identities.add(changed, SECRET);

        refused(refresh);
        accepted(testing.own(trade(refresh(testing.token())).token()));
    }

    @Test
    void isNoUseToADisabledAccountNorFromAnotherPlace() throws Exception {
        String refresh = refresh(testing.token());
        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account).enabled(false).made());
        assertThatThrownBy(() -> trade(refresh))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo("invalid_client"));
        testing.identities.change(
                testing.account.id(),
                account -> ChangedAccount.of(account)
                        .enabled(true)
                        .usableFrom("10.1.0.0/16")
                        .made());

        assertThatThrownBy(() -> testing.authority.token(testing.acme, from(refresh, "10.2.0.1")))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo("invalid_client"));
        testing.authority.token(testing.acme, from(refresh, "10.1.0.1"));
    }

    private OAuthRequest from(String refresh, String address) throws Exception {
        return TestingTokens.from(request(refresh, ""), address);
    }

    @Test
    void endsAfterItsTime() {
        String old = refresh(testing.token());
        testing.time.pass(Duration.ofMinutes(29));
        String younger = refresh(testing.token());
        testing.time.pass(Duration.ofMinutes(2));

        refused(old);
        trade(younger);
    }

    @Test
    void needsTheClientThatItWasGivenTo() {
        String refresh = refresh(testing.token());
        Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", refresh);
        ServiceAccount sibling = ChangedAccount.of(testing.account)
                .named("acme-others", "o@acme.example")
                .made();
        testing.identities.add(sibling, SECRET + "s");
        Map<String, String> siblings = new HashMap<>(form);
        siblings.put("client_id", "acme-others");
        siblings.put("client_secret", SECRET + "s");

        assertThatThrownBy(() -> testing.authority.token(testing.acme, new OAuthRequest(List.of(), form(form))))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo("invalid_client"));
        refused(new OAuthRequest(List.of(), form(siblings)));
        assertThatThrownBy(() -> testing.authority.token(testing.beta, asOther(form)))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo("invalid_grant"));
        trade(refresh);
    }

    @Test
    void isNothingButARefreshToken() {
        Minted given = testing.token();
        String refresh = refresh(given);
        JwtForm read = JwtForm.read(refresh).orElseThrow();
        assertThat(read.header("typ")).contains("rt+jwt");
        assertThat(read.claim("aud")).isEqualTo(read.issuer());

        assertThat(testing.own(refresh)).isInstanceOf(Verdict.Rejected.class);
        assertThat(testing.authority.authenticator().remembered(TestingTokens.presented(refresh), TestingFacts.of()))
                .isEmpty();
        refused(given.token());
        refused(testing.asClient(Map.of(
                "grant_type",
                TokenEndpoint.TOKEN_EXCHANGE,
                "subject_token",
                refresh,
                "subject_token_type",
                Exchange.ACCESS_TOKEN)));
        refused(new OAuthRequest(
                List.of(), form(Map.of("grant_type", TokenEndpoint.JWT_BEARER, "assertion", refresh))));
        assertThat(testing.authority
                        .introspect(testing.acme, testing.asClient(Map.of("token", refresh)))
                        .answer()
                        .toString())
                .isEqualTo("{\"active\":false}");
        trade(refresh);
    }

    @Test
    void isEndedByItsClientAlone() {
        String refresh = refresh(testing.token());
        ServiceAccount sibling = ChangedAccount.of(testing.account)
                .named("acme-others", "o@acme.example")
                .made();
        testing.identities.add(sibling, SECRET + "s");
        Map<String, String> siblings =
                Map.of("token", refresh, "client_id", "acme-others", "client_secret", SECRET + "s");
        assertThatThrownBy(() -> testing.authority.revoke(testing.acme, new OAuthRequest(List.of(), form(siblings))))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo("unauthorized_client"));
        testing.authority.revoke(testing.acme, asOther(Map.of("token", refresh)));
        String next = refresh(trade(refresh));

        TokenDeed deed = testing.authority
                .revoke(testing.acme, testing.asClient(Map.of("token", next)))
                .deed();

        assertThat(deed.token())
                .isEqualTo(JwtForm.read(next).orElseThrow().claim("jti").orElseThrow());
        refused(next);
    }

    @Test
    void staysBoundToWhatItsTokenWasBoundTo() {
        Binding key = new Binding.ToKey("k".repeat(43));
        Binding another = new Binding.ToKey("a".repeat(43));
        Minted bound = testing.authority.token(
                testing.acme,
                testing.asClient(Map.of("grant_type", "client_credentials")).by(holding(key)));
        String refresh = refresh(bound);

        refused(request(refresh, ""));
        refused(request(refresh, "").by(holding(another)));
        Minted next = testing.authority.token(
                testing.acme, request(refresh, "").by(new Sender(another, List.of(key, another), () -> {})));
        assertThat(next.binding()).as("never anybody else's").isEqualTo(key);
        refused(request(refresh(next), ""));
    }

    private static Sender holding(Binding binding) {
        return new Sender(binding, List.of(binding), () -> {});
    }

    @Test
    void isGivenToClientsWithTheirOwnCredentialsOnly() {
        Minted traded = testing.authority.token(
                testing.acme,
                testing.asClient(Map.of(
                        "grant_type",
                        TokenEndpoint.TOKEN_EXCHANGE,
                        "subject_token",
                        testing.token().token(),
                        "subject_token_type",
                        Exchange.ACCESS_TOKEN)));

        assertThat(traded.refresh()).isEmpty();
    }

    @Test
    void isNotThereUnlessItIsAskedFor() {
        TestingTokens usual = new TestingTokens();
        assertThat(usual.token().refresh()).isEmpty();
        assertThat(grants(usual.authority, usual.acme)).doesNotContain("refresh_token");
        assertThat(grants(testing.authority, testing.acme)).contains("refresh_token", "client_credentials");
        assertThatThrownBy(() -> usual.authority.token(
                        usual.acme, usual.asClient(Map.of("grant_type", "refresh_token", "refresh_token", "any"))))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo("unsupported_grant_type"));
    }

    private static String grants(TokenAuthority authority, Tenant tenant) {
        return authority.metadata(tenant).path("grant_types_supported").toString();
    }
}
