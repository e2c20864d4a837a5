package io.traceconnector.app.http;

import static io.traceconnector.app.callers.tokens.TestingTokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.auth.X509CertificateConfirmation;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.TenantDirectory;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.proxy.ProxyConfig;
import io.traceconnector.app.callers.proxy.TestingProxy;
import io.traceconnector.app.callers.proxy.WithAuthorization;
import io.traceconnector.app.callers.tokens.TestingOwnTokensConfig;
import io.traceconnector.app.http.TestingCertificates.Identity;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that count only on connections of the client that shows the certificate for which they were given out. */
final class BoundCertificatesTest {

    private static final String PATH = "/api/v1/workflows";

    private final TestingCertificates certificates;
    private final Identity client;
    private final TokenServer server;

    BoundCertificatesTest(@TempDir Path directory) {
        certificates = new TestingCertificates(directory);
        client = certificates.identity("client.example");
        server = new TokenServer(
                TestingOwnTokensConfig.bound(false, true, 1000),
                Optional.of(certificates.server(ClientCertificates.WANTED)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HTTPResponse send(HTTPRequest request, Optional<Identity> shown) throws Exception {
        return request.send(
                HttpsURLConnection.getDefaultHostnameVerifier(),
                certificates.client(shown).getSocketFactory());
    }

    private AccessToken token(Optional<Identity> shown) throws Exception {
        HTTPRequest request = new TokenRequest.Builder(
                        server.endpoint("token"),
                        new ClientSecretPost(new ClientID("acme-orders"), new Secret(SECRET)),
                        new ClientCredentialsGrant())
                .build()
                .toHTTPRequest();
        return TokenResponse.parse(send(request, shown))
                .toSuccessResponse()
                .getTokens()
                .getBearerAccessToken();
    }

    private int call(AccessToken token, Optional<Identity> shown) throws Exception {
        URI url = URI.create(server.tokens.issuers.audience() + PATH);
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, url);
        request.setAuthorization(token.toAuthorizationHeader());
        return send(request, shown).getStatusCode();
    }

    @Test
    void aTokenCountsOnlyWithTheCertificateForWhichItWasGivenOut() throws Exception {
        AccessToken token = token(Optional.of(client));

        assertThat(X509CertificateConfirmation.parse(
                        SignedJWT.parse(token.getValue()).getJWTClaimsSet()))
                .isEqualTo(X509CertificateConfirmation.of(client.certificate()));
        assertThat(call(token, Optional.of(client))).isEqualTo(200);
        assertThat(call(token, Optional.of(client))).isEqualTo(200);
        assertThat(call(token, Optional.of(certificates.identity("other.example"))))
                .isEqualTo(401);
        assertThat(call(token, Optional.empty())).isEqualTo(401);
    }

    @Test
    void aClientWithoutACertificateIsGivenATokenForWhoeverHoldsIt() throws Exception {
        AccessToken token = token(Optional.empty());

        assertThat(SignedJWT.parse(token.getValue()).getJWTClaimsSet().getClaim("cnf"))
                .isNull();
        assertThat(call(token, Optional.empty())).isEqualTo(200);
        assertThat(call(token, Optional.of(client))).isEqualTo(200);
    }

    @Test
    void theMetadataSaySo() throws Exception {
        URI url = URI.create(server.issuer() + "/.well-known/openid-configuration");
        AuthorizationServerMetadata found =
                AuthorizationServerMetadata.parse(send(new HTTPRequest(HTTPRequest.Method.GET, url), Optional.empty())
                        .getBodyAsJSONObject());

        assertThat(found.supportsTLSClientCertificateBoundAccessTokens()).isTrue();
        assertThat(found.getMtlsEndpointAliases().getTokenEndpointURI()).isEqualTo(server.endpoint("token"));
    }

    /** Else everybody behind the proxy would hold what is the proxy's. */
    @Test
    void theCertificateOfATrustedProxyIsNotItsCallers() throws Exception {
        assertThat(bound(ProxyConfig.none())).isEqualTo(200);
        assertThat(bound(TestingProxy.config(Optional.empty(), WithAuthorization.REJECT)))
                .isEqualTo(401);
    }

    private int bound(ProxyConfig proxies) throws Exception {
        String thumbprint = Base64URL.encode(MessageDigest.getInstance("SHA-256")
                        .digest(client.certificate().getEncoded()))
                .toString();
        Principal principal = new Principal(
                "a",
                Principal.Kind.OIDC_USER,
                Optional.empty(),
                Map.of(TenantDirectory.DEFAULT, Rights.of("connector.reader")),
                Map.of(),
                Instant.MAX,
                "c");
        try (TestingHttp http = new TestingHttp(
                config -> TlsTest.with(
                        config,
                        "127.0.0.1",
                        Optional.of(certificates.server(ClientCertificates.WANTED)),
                        Optional.empty(),
                        PlainHttp.LOOPBACK),
                proxies,
                List.of())) {
            http.modules.add(new FakeModule().running());
            http.recognised.says("fake-bound", new Verdict.Accepted(principal, new Binding.ToCertificate(thumbprint)));
            HTTPRequest request = new HTTPRequest(
                    HTTPRequest.Method.GET, URI.create("https://127.0.0.1:" + http.api.port() + "/api/v1/fake/echo/a"));
            request.setAuthorization("Bearer fake-bound");
            return send(request, Optional.of(client)).getStatusCode();
        }
    }
}
