package io.traceconnector.app.callers.bound;

import io.traceconnector.app.callers.Admission;
import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.Demand;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.policy.BuiltInRoles;
import io.traceconnector.app.callers.tokens.Minted;
import io.traceconnector.app.callers.tokens.OAuthRequest;
import io.traceconnector.app.callers.tokens.OwnTokensConfig;
import io.traceconnector.app.callers.tokens.PathPatterns;
import io.traceconnector.app.callers.tokens.TestJwt;
import io.traceconnector.app.callers.tokens.TestingOwnTokensConfig;
import io.traceconnector.app.callers.tokens.TestingTokens;
import io.traceconnector.app.keys.TestKeys;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A client with a key of its own, before callers who take bound tokens. */
final class TestingProofs {

    static final String PATH = "/api/v1/workflows";
    static final PrivateKeyPem KEY = TestKeys.ED25519;
    private static final String TOKEN_PATH = "/auth/realms/acme/protocol/openid-connect/token";

    final TestingTokens testing = new TestingTokens();
    final BoundTokens bound;
    final Callers callers;

    TestingProofs() {
        this(TestingOwnTokensConfig.bound(false, true, 1000), List.of());
    }

    TestingProofs(OwnTokensConfig config, List<Authenticator> more) {
        bound = bound(config);
        List<Authenticator> all = new ArrayList<>(List.of(testing.authority.authenticator(), testing.integrators));
        all.addAll(more);
        callers = new Callers(
                all, testing.tenants, new BuiltInRoles(), PathPatterns::allow, testing.time, bound, Optional.empty());
    }

    /** As another process, or after a restart. */
    BoundTokens bound(OwnTokensConfig config) {
        return new BoundTokens(config, testing.issuers.audience(), () -> new byte[32], testing.time);
    }

    Map<String, Object> header(PrivateKeyPem key) {
        String alg = switch (key.publicKey().type()) {
            case RSA -> "RS256";
            case EC_P256 -> "ES256";
            case ED25519 -> "EdDSA";
        };
        return Map.of("typ", "dpop+jwt", "alg", alg, "jwk", TestJwt.without(TestJwt.jwk("", key), "kid"));
    }

    Map<String, Object> claims(String method, String path) {
        return Map.of(
                "htm",
                method,
                "htu",
                testing.issuers.audience() + path,
                "iat",
                testing.time.instant().getEpochSecond(),
                "jti",
                UUID.randomUUID().toString());
    }

    /** For the workflows, with a token. */
    Map<String, Object> claims(String token) {
        return TestJwt.with(claims("GET", PATH), "ath", Thumbprint.of(token));
    }

    String proof(String token) {
        return proof(KEY, token);
    }

    String proof(PrivateKeyPem key, String token) {
        return TestJwt.signed(header(key), claims(token), key.key());
    }

    /** Without anything in front of the token endpoint but its proof. */
    String proofForToken(PrivateKeyPem key) {
        return TestJwt.signed(header(key), claims("POST", TOKEN_PATH), key.key());
    }

    static RequestFacts atTokenEndpoint(List<X509Certificate> certificates, String... proofs) {
        return TestingFacts.sent("POST", TOKEN_PATH, certificates, Map.of("dpop", List.of(proofs)));
    }

    /** Bound to the key. */
    String token(PrivateKeyPem key) {
        return token(atTokenEndpoint(List.of(), proofForToken(key))).token();
    }

    Minted token(RequestFacts facts, String... more) {
        Map<String, String> form = new TreeMap<>(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                testing.account.clientId(),
                "client_secret",
                TestingTokens.SECRET));
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return testing.authority.token(
                testing.acme, new OAuthRequest(List.of(), TestingTokens.form(form)).by(bound.sender(facts)));
    }

    Admission with(String token, String... proofs) {
        return shown("DPoP " + token, List.of(), proofs);
    }

    Admission shown(String authorization, List<X509Certificate> certificates, String... proofs) {
        RequestFacts facts = TestingFacts.sent(
                "GET", PATH, certificates, Map.of("authorization", List.of(authorization), "dpop", List.of(proofs)));
        var asked = TestingFacts.asks(new Demand.Grant("workflows:read", SpaceKind.DEFINITIONAL));
        // As the listener asks: first for what can be told at once.
        return callers.remembered(facts, asked).orElseGet(() -> callers.admit(facts, asked));
    }

    /** Status and code, or that it was admitted. */
    static String outcome(Admission admission) {
        return switch (admission) {
            case Admission.Admitted _ -> "admitted";
            case Admission.Refused refused -> refused.status() + " " + refused.code();
            case Admission.Unavailable away -> "503 " + away.code();
        };
    }
}
