package io.traceconnector.app.http;

import static io.traceconnector.app.callers.tokens.TestJwt.without;
import static io.traceconnector.app.callers.tokens.TestingTokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.oidc.FakeIssuer;
import io.traceconnector.app.callers.oidc.ForeignTokens;
import io.traceconnector.app.callers.tokens.FakeTenants;
import io.traceconnector.app.callers.tokens.TestJwt;
import io.traceconnector.app.callers.tokens.TestingTokens;
import io.traceconnector.app.keys.TestKeys;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every kind of token that is taken anywhere, forged in one thing: it does not count, and nobody is asked for the key that it speaks of. */
final class ForgedTokensTest {

    private static final PrivateKeyPem FORGERS = PrivateKeyPem.generate(KeySpec.EC_P256);
    private static final PrivateKeyPem FORGERS_RSA = PrivateKeyPem.generate(KeySpec.RSA_2048);
    private static final String TYPE = "urn:ietf:params:oauth:token-type:access_token";

    private static FakeIssuer issuer;
    private static ForeignTokens foreign;
    private static TokenServer server;
    private static CountingListener listener;

    /** Where a token is shown. */
    enum Kind {
        OWN,
        INTEGRATORS,
        FOREIGN,
        CLIENT_ASSERTION,
        GRANT,
        TOLD_ABOUT,
        TRADED;

        /** Whether what counts there counts here as well. */
        boolean takes(Kind other) {
            return switch (this) {
                case OWN, INTEGRATORS, FOREIGN -> other != CLIENT_ASSERTION && other != GRANT;
                case CLIENT_ASSERTION, GRANT -> other == CLIENT_ASSERTION || other == GRANT;
                case TOLD_ABOUT, TRADED -> other == OWN || other == TOLD_ABOUT || other == TRADED;
            };
        }
    }

    /** A token that counts, before it is signed. */
    private record Good(Map<String, Object> header, Map<String, Object> claims, PrivateKeyPem key) {

        String signed() {
            return TestJwt.signed(header, claims, key.key());
        }

        String signedBy(PrivateKeyPem other, String alg) {
            return TestJwt.signed(TestJwt.with(header, "alg", alg), claims, other.key());
        }

        Good with(String name, Object value) {
            return new Good(TestJwt.with(header, name, value), claims, key);
        }
    }

    @BeforeAll
    static void start() {
        issuer = new FakeIssuer();
        listener = new CountingListener();
        FakeTenants tenants = new FakeTenants();
        tenants.add("acme", true);
        foreign = issuer.believedBy(tenants, Path.of("none"));
        server = new TokenServer(foreign.authenticators().toArray(Authenticator[]::new));
    }

    @AfterAll
    static void stop() {
        server.close();
        foreign.close();
        issuer.close();
        listener.close();
    }

    private static Good good(Kind kind) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> rsa = Map.of("alg", "RS256", "kid", "rsa", "typ", "JWT");
        return switch (kind) {
            case OWN, TOLD_ABOUT, TRADED -> own();
            case FOREIGN ->
                new Good(Map.of("alg", "ES256", "kid", "one", "typ", "at+jwt"), issuer.claims(), TestKeys.EC);
            case INTEGRATORS ->
                new Good(
                        rsa,
                        TestingTokens.ofJane(server.tokens.issuers.audience(), now, List.of("/**")),
                        TestKeys.OTHER_RSA);
            case CLIENT_ASSERTION, GRANT ->
                new Good(
                        rsa,
                        Map.of(
                                "iss",
                                "acme-orders",
                                "sub",
                                "acme-orders",
                                "aud",
                                server.issuer(),
                                "iat",
                                now,
                                "exp",
                                now + 300,
                                "jti",
                                UUID.randomUUID().toString()),
                        TestKeys.OTHER_RSA);
        };
    }

    @SuppressWarnings("unchecked")
    private static Good own() {
        JwtForm token = JwtForm.read(server.token()).orElseThrow();
        return new Good(
                Map.of("alg", "ES256", "kid", token.header("kid").orElseThrow(), "typ", "at+jwt"),
                JsonMapper.shared().convertValue(token.claims(), Map.class),
                TestKeys.EC);
    }

    private static HttpResponse<String> show(Kind kind, String token) {
        return switch (kind) {
            case OWN, INTEGRATORS, FOREIGN -> server.http.send(server.http.as(token, "/api/v1/workflows"));
            case CLIENT_ASSERTION ->
                token(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        token));
            case GRANT ->
                token(Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", token));
            case TRADED ->
                token(Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        token,
                        "subject_token_type",
                        TYPE));
            case TOLD_ABOUT ->
                server.post(
                        server.endpoint("token/introspect"),
                        Map.of("token", token, "client_id", "acme-orders", "client_secret", SECRET));
        };
    }

    private static HttpResponse<String> token(Map<String, String> form) {
        return server.post(server.endpoint("token"), form);
    }

    private static String outcome(HttpResponse<String> answer) {
        JsonNode body = TokenServer.json(answer);
        return answer.statusCode() + " "
                + body.path("code")
                        .asString(
                                body.path("error").asString(body.path("active").asString("")));
    }

    private static String refusal(Kind kind) {
        return switch (kind) {
            case OWN, INTEGRATORS, FOREIGN -> "401 invalid_token";
            case CLIENT_ASSERTION -> "401 invalid_client";
            case GRANT, TRADED -> "400 invalid_grant";
            case TOLD_ABOUT -> "200 false";
        };
    }

    private static void counts(Kind kind) {
        assertThat(outcome(show(kind, good(kind).signed()))).isIn("200 ", "200 true");
    }

    private static void refused(Kind kind, String what, String token) {
        assertThat(outcome(show(kind, token))).as(what).isEqualTo(refusal(kind));
    }

    private static Map<String, Object> ofForgersKey(PrivateKeyPem key) {
        return TestJwt.jwk("forgers", key);
    }

    @ParameterizedTest
    @EnumSource
    void thatBringsItsKeyOrAnotherReadingAlong(Kind kind) {
        counts(kind);
        Map<String, Object> members = Map.of(
                "jku", listener.url("/keys"),
                "x5u", listener.url("/certificate"),
                "x5c", List.of("MIIB"),
                "crit", List.of("exp"),
                "b64", false,
                "zip", "DEF",
                "jwk",
                        TestJwt.jwk(
                                String.valueOf(good(kind).header().get("kid")),
                                good(kind).key()));
        int fetched = issuer.fetched.get();

        members.forEach((name, value) -> {
            refused(kind, name, good(kind).with(name, value).signed());
            refused(kind, name + ", the forger's", good(kind).with(name, value).signedBy(FORGERS, "ES256"));
        });
        refused(
                kind,
                "unknown crit",
                good(kind).with("crit", List.of("http://example/unknown")).signed());
        refused(
                kind,
                "b64",
                good(kind).with("b64", false).with("crit", List.of("b64")).signed());
        refused(kind, "jwk", good(kind).with("jwk", ofForgersKey(FORGERS)).signedBy(FORGERS, "ES256"));
        refused(kind, "jwk", good(kind).with("jwk", ofForgersKey(FORGERS_RSA)).signedBy(FORGERS_RSA, "RS256"));

        assertThat(listener.accepted()).isZero();
        assertThat(issuer.fetched).hasValue(fetched);
        assertThat(issuer.asked).hasValue(0);
        counts(kind);
    }

    @ParameterizedTest
    @EnumSource
    void thatIsNotSigned(Kind kind) {
        for (String alg : List.of("none", "None", "nOnE", "NONE", "")) {
            for (String signature : List.of("", "AAAA")) {
                Good good = good(kind).with("alg", alg);
                refused(kind, alg, TestJwt.unsigned(good.header(), good.claims(), signature));
                refused(kind, alg, TestJwt.unsigned(without(good.header(), "kid"), good.claims(), signature));
            }
        }
        refused(
                kind,
                "no alg",
                TestJwt.unsigned(without(good(kind).header(), "alg"), good(kind).claims(), "AAAA"));
        refused(kind, "empty", TestJwt.unsigned(good(kind).header(), good(kind).claims(), ""));
        for (int length : new int[] {64, 72, 256}) {
            String zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[length]);
            refused(
                    kind,
                    "zeros",
                    TestJwt.unsigned(good(kind).header(), good(kind).claims(), zeros));
        }
        counts(kind);
    }

    /** Everybody knows the public half: it is no shared secret. */
    @ParameterizedTest
    @EnumSource
    void thatIsSignedWithThePublicKeyAsASecret(Kind kind) {
        byte[] pem = good(kind).key().publicKey().pemBytes().toByteArray();
        String text = new String(pem, StandardCharsets.US_ASCII).strip();
        for (byte[] secret : List.of(
                pem,
                text.getBytes(StandardCharsets.US_ASCII),
                (text + "\n").getBytes(StandardCharsets.US_ASCII),
                good(kind).key().publicKey().spki().toByteArray())) {
            Good good = good(kind).with("alg", "HS256");
            refused(kind, "HS256", TestJwt.withSecret(good.header(), good.claims(), secret));
        }
        counts(kind);
    }

    @ParameterizedTest
    @EnumSource
    void thatNamesAKeyWhichIsNotItsIssuers(Kind kind) {
        List<String> names = new ArrayList<>(List.of(
                "../../dev/null",
                "' OR 1=1 --",
                "a\u0000b",
                "${jndi:ldap://" + listener.url("") + "/a}",
                "",
                "ed",
                "one"));
        names.add("x".repeat(5_000));
        for (String name : names) {
            refused(kind, name, good(kind).with("kid", name).signedBy(FORGERS, "ES256"));
            refused(kind, name, good(kind).with("kid", name).signedBy(FORGERS_RSA, "RS256"));
        }
        // The same name of another tenant's account, with that one's key.
        refused(kind, "another account's", good(kind).with("kid", "rsa").signedBy(TestKeys.RSA_3072, "RS256"));
        assertThat(listener.accepted()).isZero();
        counts(kind);
    }

    @ParameterizedTest
    @EnumSource
    void thatCanBeReadInTwoWays(Kind kind) {
        Good good = good(kind);
        String claims = TestJwt.jsonOf(good.claims());
        String header = TestJwt.jsonOf(good.header());
        String alg = String.valueOf(good.header().get("alg"));
        for (String payload : List.of(
                claims.replaceFirst("\\{", "{\"iss\":\"somebody\","),
                "[" + claims + "]",
                claims + claims,
                "",
                "null")) {
            refused(
                    kind,
                    payload,
                    TestJwt.signed(header, payload, alg, good.key().key()));
        }
        refused(
                kind,
                "header",
                TestJwt.signed(
                        header.replaceFirst("\\{", "{\"alg\":\"none\","),
                        claims,
                        alg,
                        good.key().key()));
        refused(kind, "encrypted", "e30.e30.e30.e30.e30");
        refused(
                kind,
                "nested",
                TestJwt.signed(header, good.signed(), alg, good.key().key()));
        counts(kind);
    }

    /** Each counts where it belongs, and nowhere else. */
    @ParameterizedTest
    @EnumSource
    void thatIsGoodAndShownInAnotherPlace(Kind kind) {
        Stream.of(Kind.values())
                .filter(place -> !place.takes(kind))
                .forEach(place ->
                        refused(place, kind + " as " + place, good(kind).signed()));
        counts(kind);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLIENT_ASSERTION", "GRANT", "TRADED"})
    void thatIsAnOperatorsWhereClientsAreGivenTokens(Kind kind) {
        HttpResponse<String> login = server.http.send(HttpRequest.newBuilder(server.http.url("/auth/login"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"olga\",\"password\":\"correct horse\"}")));
        String operators = TokenServer.json(login).path("access_token").asString();

        refused(kind, "operator's", operators);
        assertThat(server.http.get(operators, "/info").statusCode()).isEqualTo(200);
    }

    /** The listener would have counted. */
    @Test
    void wouldHaveBeenSeenAsking() throws IOException {
        try (CountingListener counting = new CountingListener()) {
            URI url = URI.create(counting.url("/"));
            new Socket(url.getHost(), url.getPort()).close();

            await().until(() -> counting.accepted() == 1);
        }
    }
}
