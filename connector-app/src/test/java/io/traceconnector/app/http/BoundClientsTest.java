package io.traceconnector.app.http;

import static io.traceconnector.app.callers.tokens.TestingTokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.token.DPoPTokenError;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.traceconnector.app.callers.tokens.TestingOwnTokensConfig;
import io.traceconnector.app.keys.TestKeys;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A library's client with a key of its own, as it is: it is given tokens for that key, and calls with proofs. */
final class BoundClientsTest {

    private static final String PATH = "/api/v1/workflows";

    private static TokenServer server;
    private static TokenServer strict;

    private final ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    private final DPoPProofFactory proofs = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);

    BoundClientsTest() throws Exception {}

    @BeforeAll
    static void start() {
        server = new TokenServer();
        strict = new TokenServer(TestingOwnTokensConfig.bound(true, false, 1000), Optional.empty());
    }

    @AfterAll
    static void stop() {
        server.close();
        strict.close();
    }

    private static ClientAuthentication basic() {
        return new ClientSecretBasic(new ClientID("acme-orders"), new Secret(SECRET));
    }

    private static HTTPRequest request(TokenServer from, ClientAuthentication client) {
        AuthorizationGrant grant = new ClientCredentialsGrant();
        return new TokenRequest.Builder(from.endpoint("token"), client, grant)
                .build()
                .toHTTPRequest();
    }

    private DPoPAccessToken token(TokenServer from, Optional<Nonce> nonce) throws Exception {
        HTTPRequest request = request(from, basic());
        request.setDPoP(proofs.createDPoPJWT("POST", from.endpoint("token"), nonce.orElse(null)));
        return TokenResponse.parse(request.send())
                .toSuccessResponse()
                .getTokens()
                .getDPoPAccessToken();
    }

    private HTTPRequest call(TokenServer to, AccessToken token, Optional<Nonce> nonce) throws Exception {
        return call(to.http.url(PATH), to.http.url(PATH), token, nonce);
    }

    private HTTPRequest call(URI url, URI proven, AccessToken token, Optional<Nonce> nonce) throws Exception {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, url);
        request.setAuthorization(token.toAuthorizationHeader());
        request.setDPoP(proofs.createDPoPJWT("GET", proven, token, nonce.orElse(null)));
        return request;
    }

    /** The space that a path begins with is a part of what is proven. */
    @Test
    void aProofIsForThePathWithItsSpace() throws Exception {
        DPoPAccessToken token = token(server, Optional.empty());
        URI within = server.http.url("/" + server.tokens.acme.definitional().id() + PATH);

        assertThat(call(within, within, token, Optional.empty()).send().getStatusCode())
                .isEqualTo(200);
        assertThat(call(within, server.http.url(PATH), token, Optional.empty())
                        .send()
                        .getStatusCode())
                .isEqualTo(401);
    }

    @Test
    void aClientGetsATokenForItsKeyAndCallsWithProofs() throws Exception {
        AuthorizationServerMetadata found = AuthorizationServerMetadata.resolve(new Issuer(server.issuer()));
        assertThat(found.getDPoPJWSAlgs()).contains(JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);
        DPoPAccessToken token = token(server, Optional.empty());
        assertThat(token.getLifetime()).isEqualTo(300);

        assertThat(call(server, token, Optional.empty()).send().getStatusCode()).isEqualTo(200);
        TokenIntrospectionSuccessResponse told = TokenIntrospectionResponse.parse(
                        new TokenIntrospectionRequest(found.getIntrospectionEndpointURI(), basic(), token)
                                .toHTTPRequest()
                                .send())
                .toSuccessResponse();
        assertThat(told.isActive()).isTrue();
        assertThat(told.getTokenType()).isEqualTo(AccessTokenType.DPOP);
        assertThat(told.getJWKThumbprintConfirmation()).isEqualTo(JWKThumbprintConfirmation.of(key));
    }

    @Test
    void aProofThatIsSentAgainIsRefusedInTheLibrarysWords() throws Exception {
        HTTPRequest call = call(server, token(server, Optional.empty()), Optional.empty());
        assertThat(call.send().getStatusCode()).isEqualTo(200);

        HTTPResponse again = call.send();
        assertThat(again.getStatusCode()).isEqualTo(401);
        assertThat(error(again).getCode()).isEqualTo("invalid_dpop_proof");
        assertThat(error(again).getJWSAlgorithms()).contains(JWSAlgorithm.ES256);
    }

    private static DPoPTokenError error(HTTPResponse response) throws Exception {
        return DPoPTokenError.parse(Objects.requireNonNull(response.getWWWAuthenticate()));
    }

    @Test
    void aStolenTokenIsOfNoUseWithoutTheKey() throws Exception {
        DPoPAccessToken token = token(server, Optional.empty());

        var stolen = server.http.get(token.getValue(), PATH);
        assertThat(stolen.statusCode()).isEqualTo(401);
        assertThat(stolen.headers().allValues("WWW-Authenticate"))
                .satisfiesExactly(
                        bearer -> assertThat(bearer).startsWith("Bearer ").contains("invalid_token"),
                        dpop -> assertThat(dpop).startsWith("DPoP algs=\"").contains("ES256"));
        HTTPRequest otherKey = call(server, token, Optional.empty());
        otherKey.setDPoP(new DefaultDPoPProofFactory(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256)
                .createDPoPJWT("GET", server.http.url(PATH), token));
        assertThat(error(otherKey.send()).getCode()).isEqualTo("invalid_dpop_proof");
    }

    @Test
    void aBadProofAtTheTokenEndpointIsTold() throws Exception {
        HTTPRequest request = request(server, basic());
        request.setDPoP(proofs.createDPoPJWT("POST", URI.create("https://elsewhere.example/token")));

        HTTPResponse refused = request.send();
        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(TokenResponse.parse(refused)
                        .toErrorResponse()
                        .getErrorObject()
                        .getCode())
                .isEqualTo("invalid_dpop_proof");
        assertThat(refused.getDPoPNonce()).isNull();
    }

    /** A client whose assertion had been used up by then could not go on at all. */
    @Test
    void aClientThatIsAskedForANonceSendsTheSameAssertionAgain() throws Exception {
        ClientAuthentication assertion = new PrivateKeyJWT(
                new JWTAuthenticationClaimsSet(new ClientID("acme-orders"), new Audience(strict.issuer())),
                JWSAlgorithm.RS256,
                TestKeys.OTHER_RSA.key(),
                "rsa",
                null);
        URI endpoint = strict.endpoint("token");
        HTTPRequest request = request(strict, assertion);
        request.setDPoP(proofs.createDPoPJWT("POST", endpoint));
        HTTPResponse turnedBack = request.send();
        assertThat(turnedBack.getStatusCode()).isEqualTo(400);
        assertThat(TokenResponse.parse(turnedBack)
                        .toErrorResponse()
                        .getErrorObject()
                        .getCode())
                .isEqualTo("use_dpop_nonce");
        Nonce nonce = Objects.requireNonNull(turnedBack.getDPoPNonce());

        request.setDPoP(proofs.createDPoPJWT("POST", endpoint, nonce));
        HTTPResponse given = request.send();
        assertThat(TokenResponse.parse(given).indicatesSuccess()).isTrue();
        assertThat(given.getDPoPNonce()).isNotNull();

        request.setDPoP(proofs.createDPoPJWT("POST", endpoint, nonce));
        HTTPResponse replayed = request.send();
        assertThat(replayed.getStatusCode()).isEqualTo(401);
        assertThat(TokenResponse.parse(replayed)
                        .toErrorResponse()
                        .getErrorObject()
                        .getCode())
                .isEqualTo("invalid_client");
    }

    @Test
    void aCallerThatIsAskedForANonceCallsAgainWithIt() throws Exception {
        HTTPRequest first = request(strict, basic());
        first.setDPoP(proofs.createDPoPJWT("POST", strict.endpoint("token")));
        Nonce nonce = Objects.requireNonNull(first.send().getDPoPNonce());
        DPoPAccessToken token = token(strict, Optional.of(nonce));

        HTTPResponse turnedBack = call(strict, token, Optional.empty()).send();
        assertThat(turnedBack.getStatusCode()).isEqualTo(401);
        assertThat(error(turnedBack).getCode()).isEqualTo("use_dpop_nonce");
        Nonce newer = Objects.requireNonNull(turnedBack.getDPoPNonce());
        assertThat(call(strict, token, Optional.of(newer)).send().getStatusCode())
                .isEqualTo(200);
    }

    @Test
    void ofManyRequestsAtATimeWithOneProofExactlyOneIsServed() throws Exception {
        HTTPRequest call = call(server, token(server, Optional.empty()), Optional.empty());
        assertThat(served(call)).isEqualTo(1);

        HTTPRequest request = request(server, basic());
        request.setDPoP(proofs.createDPoPJWT("POST", server.endpoint("token")));
        assertThat(served(request)).isEqualTo(1);
    }

    private static int served(HTTPRequest request) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                all.add(() -> request.send().getStatusCode());
            }
            int served = 0;
            for (Future<Integer> one : threads.invokeAll(all)) {
                served += one.get() == 200 ? 1 : 0;
            }
            return served;
        }
    }

    @Test
    void headersThatAreTwiceThereOrTooLargeAreRefusedAndTheConnectorGoesOn() throws Exception {
        DPoPAccessToken token = token(server, Optional.empty());
        String proof = proofs.createDPoPJWT("GET", server.http.url(PATH), token).serialize();
        String head = "GET " + PATH + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: DPoP "
                + token.getValue() + "\r\n";

        assertThat(raw(head + "DPoP: " + proof + "\r\ndpop: " + proof + "\r\n\r\n"))
                .startsWith("HTTP/1.1 401")
                .contains("invalid_dpop_proof");
        assertThat(raw(head + "DPoP: " + "x".repeat(64 * 1024) + "\r\n\r\n")).doesNotContain("HTTP/1.1 200");
        assertThat(raw(head + "DPoP: " + "x".repeat(9 * 1024) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 401")
                .contains("invalid_dpop_proof");
        assertThat(raw(head + "DPoP: " + proof + "\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    private static String raw(String request) throws IOException {
        return new RawClient(server.http.api.port()).exchange(request);
    }
}
