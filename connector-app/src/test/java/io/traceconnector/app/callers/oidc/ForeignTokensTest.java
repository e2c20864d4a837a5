package io.traceconnector.app.callers.oidc;

import static io.traceconnector.app.callers.tokens.TestJwt.with;
import static io.traceconnector.app.callers.tokens.TestingTokens.accepted;
import static io.traceconnector.app.callers.tokens.TestingTokens.presented;
import static io.traceconnector.app.callers.tokens.TestingTokens.rights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.SecretSource;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.tokens.FakeTenants;
import io.traceconnector.app.callers.tokens.TestJwt;
import io.traceconnector.app.keys.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an issuer that the configuration names, over real sockets. */
final class ForeignTokensTest {

    @TempDir
    private Path directory;

    private final FakeIssuer issuer = new FakeIssuer();
    private final FakeTenants tenants = new FakeTenants();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Shifted clock = new Shifted();
    private ForeignTokens tokens = tokens(config(Optional.empty()));

    ForeignTokensTest() {
        tenants.add("acme", true);
    }

    @AfterEach
    void close() {
        tokens.close();
        issuer.close();
    }

    @Test
    void bringTheRolesAndTheTenantThatTheyName() {
        Principal principal = accepted(ask(issuer.token("one", issuer.claims())));

        assertThat(principal.kind()).isEqualTo(Principal.Kind.OIDC_USER);
        assertThat(principal.id()).isEqualTo("oidc-user:" + issuer.url() + "#alice");
        assertThat(principal.tenants()).containsOnlyKeys(new TenantId("acme"));
        assertThat(rights(principal, tenants.all().getFirst()).roles())
                .containsExactlyInAnyOrder("clerk", "connector.reader");
        assertThat(principal.claims()).containsEntry("sub", Set.of("alice"));
    }

    @Test
    void countInKeycloaksFormToo() {
        Map<String, Object> claims = with(issuer.claims(), "typ", "Bearer");
        accepted(ask(TestJwt.signed(Map.of("alg", "ES256", "kid", "one", "typ", "JWT"), claims, TestKeys.EC.key())));
    }

    @Test
    void nameATenantThatThereIsNot() {
        assertThat(accepted(ask(issuer.token("one", with(issuer.claims(), "tenant", "nobody"))))
                        .tenants())
                .isEmpty();
    }

    static Stream<Map.Entry<String, Object>> wrong() {
        return Stream.of(
                Map.entry("aud", "connector/"),
                Map.entry("aud", List.of("account")),
                Map.entry("aud", Map.of()),
                Map.entry("exp", 1),
                Map.entry("sub", 7),
                Map.entry("nonce", "n"),
                Map.entry("at_hash", "h"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void areRefusedWhereTheyAreForSomethingElse(Map.Entry<String, Object> claim) {
        refused(issuer.token("one", with(issuer.claims(), claim.getKey(), claim.getValue())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID", "Refresh", "Logout", ""})
    void areRefusedWhereTheyAreIdTokensOrOthers(String type) {
        Map<String, Object> claims = with(issuer.claims(), "typ", type);
        refused(TestJwt.signed(Map.of("alg", "ES256", "kid", "one", "typ", "JWT"), claims, TestKeys.EC.key()));
    }

    @Test
    void areRefusedWhereSomebodyElseSignedThem() {
        refused(TestJwt.signed(
                Map.of("alg", "EdDSA", "kid", "one", "typ", "at+jwt"), issuer.claims(), TestKeys.ED25519.key()));
        refused(TestJwt.unsigned(Map.of("alg", "none", "kid", "one", "typ", "at+jwt"), issuer.claims(), ""));
        refused(TestJwt.signed(
                Map.of("alg", "ES256", "kid", "one", "typ", "at+jwt", "jku", issuer.url() + "/keys"),
                issuer.claims(),
                TestKeys.EC.key()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "nOnE", "HS256", "ES256", ""})
    void withoutASignatureAreRefusedBeforeTheIssuerIsAsked(String alg) {
        refused(TestJwt.unsigned(Map.of("alg", alg, "kid", "one", "typ", "at+jwt"), issuer.claims(), ""));
        assertThat(issuer.fetched).hasValue(0);

        accepted(ask(issuer.token("one", issuer.claims())));
        assertThat(issuer.fetched).hasValue(1);
    }

    @Test
    void ofAnIssuerThatIsNotConfiguredAreNotTaken() {
        assertThat(jwts().takes(presented(issuer.token("one", with(issuer.claims(), "iss", "https://other")))))
                .isFalse();
    }

    @Test
    void areVerifiedOnceWhileTheyAreRemembered() {
        String token = issuer.token("one", issuer.claims());
        assertThat(jwts().remembered(presented(token), TestingFacts.of())).isEmpty();
        ask(token);
        assertThat(jwts().remembered(presented(token), TestingFacts.of())).isPresent();
        clock.pass(Duration.ofSeconds(301));
        assertThat(ask(token)).isInstanceOf(Verdict.Accepted.class);
        clock.pass(Duration.ofSeconds(60));
        refused(token);
    }

    /** Whoever makes tokens up must not make us a weapon against their issuer, nor lock out those who have good ones. */
    @Test
    void withUnknownKeysByTheThousandsCostTheIssuerOneRequestInThirtySeconds() {
        accepted(ask(issuer.token("one", issuer.claims())));
        assertThat(issuer.fetched).hasValue(1);
        for (int i = 0; i < 10_000; i++) {
            assertThat(ask(unsigned("made-up-" + i))).isInstanceOf(Verdict.Rejected.class);
        }
        assertThat(issuer.fetched).hasValue(1);
        clock.pass(Duration.ofSeconds(30));
        for (int i = 0; i < 100; i++) {
            ask(unsigned("made-up-" + i));
        }
        assertThat(issuer.fetched).hasValue(2);
        accepted(ask(issuer.token("one", with(issuer.claims(), "sub", "bob"))));
    }

    @Test
    void ofANewKeyCountAfterThePause() {
        accepted(ask(issuer.token("one", issuer.claims())));
        issuer.keys.put("two", TestKeys.EC);
        refused(issuer.token("two", issuer.claims()));
        clock.pass(Duration.ofSeconds(30));
        accepted(ask(issuer.token("two", issuer.claims())));
    }

    @Test
    void countForAnHourWhileTheIssuerIsAway() {
        accepted(ask(issuer.token("one", issuer.claims())));
        issuer.status = 503;
        clock.pass(Duration.ofMinutes(59));
        accepted(ask(issuer.token("one", later())));
        clock.pass(Duration.ofMinutes(2));
        assertThat(ask(issuer.token("one", later()))).isInstanceOf(Verdict.Away.class);
        issuer.status = 200;
        clock.pass(Duration.ofSeconds(30));
        accepted(ask(issuer.token("one", later())));
    }

    @Test
    void cannotBeToldBeforeTheIssuerWasThere() {
        issuer.status = 500;
        assertThat(ask(issuer.token("one", issuer.claims()))).isInstanceOf(Verdict.Away.class);
        issuer.status = 200;
        clock.pass(Duration.ofSeconds(5));
        accepted(ask(issuer.token("one", issuer.claims())));
    }

    @Test
    void cannotBeToldWhereTheMetadataAreAnothers() {
        issuer.namesItself = false;
        assertThat(ask(issuer.token("one", issuer.claims()))).isInstanceOf(Verdict.Away.class);
    }

    /** Checked and connected to is what the name stood for at one and the same time. */
    @Test
    void ofAnIssuerWhoseNameStandsForAPrivateAddressCannotBeTold() {
        IssuerConfig outside = new IssuerConfig(
                "https://issuer.example",
                "connector",
                Optional.of(URI.create("https://issuer.example/keys")),
                Optional.of(new TenantId("acme")),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty());
        for (String address : List.of("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1")) {
            SimpleMeterRegistry counted = new SimpleMeterRegistry();
            try (ForeignTokens guarded = new ForeignTokens(
                    List.of(outside),
                    tenants,
                    Duration.ofSeconds(60),
                    100,
                    new IssuerClient(counted, host -> new InetAddress[] {InetAddress.getByName(address)}),
                    clock)) {
                String token = issuer.token("one", with(issuer.claims(), "iss", "https://issuer.example"));
                assertThat(guarded.authenticators().getFirst().authenticate(presented(token), TestingFacts.of()))
                        .isInstanceOf(Verdict.Away.class);
                assertThat(counted.counter("connector.callers.issuer.requests", "outcome", "refused")
                                .count())
                        .isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example/keys",
                "http://10.0.0.1/keys",
                "file:///etc/passwd",
                "ftp://issuer.example",
                "https://user@issuer.example/keys",
                "https:///keys",
                "https://issuer.example/keys#fragment",
                "jar:https://issuer.example!/"
            })
    void areOfNoIssuerWhoseKeysAreElsewhereThanBehindTls(String url) {
        assertThatThrownBy(() -> new IssuerConfig(
                        "https://issuer.example",
                        "connector",
                        Optional.of(URI.create(url)),
                        Optional.of(new TenantId("acme")),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        true,
                        Optional.empty(),
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thatAreOpaqueAreAskedAboutOnceInAWhile() {
        tokens = tokens(config(Optional.of(introspection())));
        issuer.introspection = TestJwt.jsonOf(with(issuer.claims(), "active", true));

        Verdict verdict = opaque().authenticate(presented("opaque_token"), TestingFacts.of());
        opaque().authenticate(presented("opaque_token"), TestingFacts.of());

        assertThat(accepted(verdict).tenants()).containsOnlyKeys(new TenantId("acme"));
        assertThat(issuer.asked).hasValue(1);
        assertThat(issuer.authorizations).containsExactly("Basic Y29ubiUzQWVjdG9yOnMlMjVjcmV0");
        clock.pass(Duration.ofSeconds(61));
        issuer.introspection = "{\"active\":false}";
        assertThat(opaque().authenticate(presented("opaque_token"), TestingFacts.of()))
                .isInstanceOf(Verdict.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "{\"active\":\"true\"}", "{\"active\":true}", "{\"active\":true,\"sub\":\"a\"}"})
    void thatAreOpaqueAreRefusedWhereTheIssuerDoesNotSayThatTheyAreForUs(String answer) {
        tokens = tokens(config(Optional.of(introspection())));
        issuer.introspection = answer;
        assertThat(opaque().authenticate(presented("opaque_token"), TestingFacts.of()))
                .isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void thatAreOpaqueCannotBeToldWhileTheIssuerIsAway() {
        tokens = tokens(config(Optional.of(introspection())));
        issuer.status = 500;
        assertThat(opaque().authenticate(presented("opaque_token"), TestingFacts.of()))
                .isInstanceOf(Verdict.Away.class);
        issuer.status = 200;
        issuer.introspection = "<html>";
        assertThat(opaque().authenticate(presented("opaque_token"), TestingFacts.of()))
                .isInstanceOf(Verdict.Away.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "a.b.c.d.e", "tcs_12345678_secret"})
    void thatAreOpaqueAreNotWhatHasAnotherShape(String token) {
        tokens = tokens(config(Optional.of(introspection())));
        assertThat(opaque().takes(presented(token))).isFalse();
        assertThat(opaque().takes(presented("ory_at_abc.def"))).isTrue();
    }

    private Map<String, Object> later() {
        long now = clock.instant().getEpochSecond();
        return with(with(issuer.claims(), "iat", now), "exp", now + 300);
    }

    private String unsigned(String kid) {
        return TestJwt.unsigned(Map.of("alg", "ES256", "kid", kid, "typ", "at+jwt"), issuer.claims(), "AAAA");
    }

    private IntrospectionConfig introspection() {
        try {
            Path secret = Files.writeString(directory.resolve("secret"), "s%cret");
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
            return new IntrospectionConfig(
                    URI.create(issuer.url() + "/introspect"), "conn:ector", new SecretSource("file:" + secret));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private IssuerConfig config(Optional<IntrospectionConfig> introspection) {
        return issuer.config(List.of("sub"), Optional.empty(), introspection);
    }

    private ForeignTokens tokens(IssuerConfig config) {
        return new ForeignTokens(List.of(config), tenants, Duration.ofSeconds(60), 1000, meters, clock);
    }

    private Authenticator jwts() {
        return tokens.authenticators().getFirst();
    }

    private Authenticator opaque() {
        return tokens.authenticators().get(1);
    }

    private Verdict ask(String token) {
        return jwts().authenticate(presented(token), TestingFacts.of());
    }

    private void refused(String token) {
        assertThat(ask(token)).isInstanceOf(Verdict.Rejected.class);
    }

    /** The real clock, moved on. */
    private static final class Shifted extends Clock {

        private volatile Duration by = Duration.ZERO;

        void pass(Duration time) {
            by = by.plus(time);
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(by);
        }
    }
}
