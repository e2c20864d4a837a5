package io.traceconnector.app.callers.tokens;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.Tenants;
import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.Installation;
import io.traceconnector.app.callers.store.Operator;
import io.traceconnector.app.callers.store.Plugin;
import io.traceconnector.app.callers.store.RegisteredKey;
import io.traceconnector.app.callers.store.ServiceAccount;
import io.traceconnector.app.keys.TestKeys;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Two tenants that give out tokens, a service account in each, an operator of both, a plugin that one has installed. */
public final class TestingTokens {

    public static final String SECRET = "tcs_testtest_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG_000000";
    public static final String READER = "connector.reader";
    public static final String PLUGIN_SECRET = "tcp_testtest_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG_000000";

    public final FakeTime time = new FakeTime();
    public final FakeTenants tenants = new FakeTenants();
    public final FakeIdentities identities = new FakeIdentities();
    public final FakeTokenKeys ring = new FakeTokenKeys();
    public final Tenant acme;
    public final Tenant beta;
    public final ServiceAccount account;
    public final ServiceAccount other;
    public final Operator operator;
    public final Installation installation;
    public final Issuers issuers;
    public final TokenAuthority authority;
    public final IntegratorTokens integrators;
    public volatile Optional<Duration> wait = Optional.empty();

    /** Tokens that were about to be made. */
    public final List<TokenDeed> counted = new CopyOnWriteArrayList<>();

    public TestingTokens() {
        this(URI.create("https://connector.example"), Optional.empty(), false);
    }

    /** @param real the real clock, for real clients; else one that stands still */
    public TestingTokens(URI publicUrl, Optional<Clock> real, boolean tokenUrlAsAudience) {
        this(publicUrl, real, TestingOwnTokensConfig.withTokenUrlAsAudience(tokenUrlAsAudience));
    }

    public TestingTokens(URI publicUrl, Optional<Clock> real, OwnTokensConfig config) {
        acme = tenants.add("acme", true);
        beta = tenants.add("beta", true);
        ring.keys.put(new OrganisationId("acme"), List.of(TestKeys.EC, TestKeys.RSA));
        ring.keys.put(new OrganisationId("beta"), List.of(TestKeys.ED25519));
        account = account(acme, "orders", List.of(key("rsa", TestKeys.OTHER_RSA), key("ed", TestKeys.ED25519)));
        other = account(beta, "orders", List.of(key("rsa", TestKeys.RSA_3072)));
        identities.add(account, SECRET);
        identities.add(other, SECRET + "b");
        operator = new Operator(
                UUID.randomUUID(),
                "olga",
                true,
                Map.of(acme.id(), Set.of(READER), beta.id(), Set.of("connector.admin")),
                Optional.empty(),
                3,
                Instant.EPOCH);
        identities.operators.put(operator.id(), operator);
        identities.secrets.put("operator:olga", "correct horse");
        identities.plugins.put(
                "plug",
                new Plugin(
                        "plug",
                        Optional.empty(),
                        "",
                        true,
                        Set.of("links:read"),
                        Optional.empty(),
                        List.of(),
                        Instant.EPOCH));
        identities.secrets.put("plugin:plug", PLUGIN_SECRET);
        installation = new Installation(
                UUID.randomUUID(),
                "plug",
                acme.id(),
                "conn",
                false,
                Set.of("links:read", "files:read"),
                Set.of("partner"),
                1,
                List.of(),
                Instant.EPOCH);
        identities.installations.put(installation.id(), installation);
        Clock clock = real.orElse(time);
        issuers = new Issuers(publicUrl, tenants);
        authority = new TokenAuthority(config, issuers, ring, identities, this::count, clock);
        integrators = new IntegratorTokens(
                new IntegratorsConfig(
                        List.of(),
                        Map.of(
                                acme.id(),
                                Map.of(
                                        "staff",
                                        List.of("clerk"),
                                        "board",
                                        List.of("connector.writer", "connector.admin"))),
                        1000),
                issuers,
                tenants,
                identities,
                Duration.ofSeconds(60),
                clock);
    }

    /** An issuer for tenants and identities of another kind, by the real clock. */
    public static TokenAuthority authority(Tenants tenants, Identities identities, FakeTokenKeys ring) {
        Issuers issuers = new Issuers(URI.create("https://connector.example"), tenants);
        return new TokenAuthority(
                TestingOwnTokensConfig.usual(), issuers, ring, identities, any -> Optional.empty(), Clock.systemUTC());
    }

    private static ServiceAccount account(Tenant tenant, String name, List<RegisteredKey> keys) {
        return new ServiceAccount(
                UUID.randomUUID(),
                tenant.id(),
                tenant.id() + "-" + name,
                name + "@" + tenant.id() + ".example",
                "",
                true,
                Map.of(
                        tenant.operational().getFirst().id(),
                        Set.of(READER, "sales"),
                        tenant.definitional().id(),
                        Set.of(READER)),
                keys,
                List.of("/api/v1/**", "/info", "/tenants/**", "/plugins/**"),
                Optional.empty(),
                7,
                Optional.empty(),
                List.of(),
                Instant.EPOCH);
    }

    private static RegisteredKey key(String kid, PrivateKeyPem key) {
        return new RegisteredKey(kid, TestJwt.json(TestJwt.jwk(kid, key)), Instant.EPOCH);
    }

    private Optional<Duration> count(TokenDeed token) {
        counted.add(token);
        return wait;
    }

    public static OAuthForm form(Map<String, String> parameters) {
        return OAuthForm.parse(parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII));
    }

    public static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How often a secret was compared with one that is kept. */
    public int comparisons() {
        return identities.compared.get();
    }

    static OAuthRequest from(OAuthRequest request, String address) {
        return new OAuthRequest(
                request.authorization(), request.form(), request.sender(), Optional.of(InetAddress.ofLiteral(address)));
    }

    OAuthRequest asClient(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("client_id", account.clientId());
        all.put("client_secret", SECRET);
        return new OAuthRequest(List.of(), form(all));
    }

    Minted token() {
        return token("");
    }

    Minted token(String scope) {
        return authority.token(acme, asClient(Map.of("grant_type", "client_credentials", "scope", scope)));
    }

    /** What the authenticators say of a token, as the chain would ask them. */
    Verdict own(String token) {
        return authority.authenticator().authenticate(presented(token), TestingFacts.of());
    }

    Verdict integrator(String token) {
        return integrators.authenticate(presented(token), TestingFacts.of());
    }

    /** What account {@code orders} of {@code acme} says of its user Jane. */
    public static Map<String, Object> ofJane(String audience, long issued, List<String> paths) {
        return Map.of(
                "iss",
                "orders@acme.example",
                "sub",
                "orders@acme.example",
                "aud",
                audience,
                "iat",
                issued,
                "exp",
                issued + 3600,
                "project_id",
                "project-acme",
                "user_id",
                "jane",
                "groups",
                List.of(READER),
                "resource_access",
                paths);
    }

    public static Presented presented(String token) {
        return new Presented.Bearer(BearerToken.of(token).orElseThrow());
    }

    public static Principal accepted(Verdict verdict) {
        return verdict instanceof Verdict.Accepted(var principal, var _) ? principal : refused(verdict);
    }

    /** What a principal brings along for a tenant that it may enter. */
    public static Rights rights(Principal principal, Tenant tenant) {
        return Optional.ofNullable(principal.tenants().get(tenant.id())).orElseThrow();
    }

    private static Principal refused(Verdict verdict) {
        throw new AssertionError("not accepted: " + verdict);
    }
}
