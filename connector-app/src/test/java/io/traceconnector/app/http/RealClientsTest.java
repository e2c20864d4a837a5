package io.traceconnector.app.http;

import static io.traceconnector.app.callers.tokens.TestingTokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.ServiceAccountJwtAccessCredentials;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.traceconnector.app.callers.store.ServiceAccount;
import io.traceconnector.app.callers.tokens.ChangedAccount;
import io.traceconnector.app.keys.TestKeys;
import io.traceconnector.app.keys.pkcs11.NativeTools;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Clients that others wrote, as they are: an OpenID Connect library, Google's, and curl. */
final class RealClientsTest {

    private static TokenServer server;

    @BeforeAll
    static void start() {
        server = new TokenServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<String> methods() {
        return Stream.of("basic", "post", "private_key_jwt");
    }

    private static ClientAuthentication authentication(String method) throws Exception {
        ClientID client = new ClientID("acme-orders");
        return switch (method) {
            case "basic" -> new ClientSecretBasic(client, new Secret(SECRET));
            case "post" -> new ClientSecretPost(client, new Secret(SECRET));
            default ->
                new PrivateKeyJWT(
                        new JWTAuthenticationClaimsSet(client, new Audience(server.issuer())),
                        JWSAlgorithm.RS256,
                        TestKeys.OTHER_RSA.key(),
                        "rsa",
                        null);
        };
    }

    @ParameterizedTest
    @MethodSource("methods")
    void anOpenIdLibraryFindsTheIssuerGetsATokenAsksAboutItAndEndsIt(String method) throws Exception {
        OIDCProviderMetadata found = OIDCProviderMetadata.resolve(new Issuer(server.issuer()));
        TokenResponse given = TokenResponse.parse(new TokenRequest.Builder(
                        found.getTokenEndpointURI(), authentication(method), new ClientCredentialsGrant())
                .build()
                .toHTTPRequest()
                .send());
        assertThat(given.indicatesSuccess()).isTrue();
        var token = given.toSuccessResponse().getTokens().getAccessToken();
        assertThat(token.getType()).isEqualTo(AccessTokenType.BEARER);
        assertThat(token.getLifetime()).isEqualTo(300);

        assertThat(active(found.getIntrospectionEndpointURI(), method, token)).isTrue();
        assertThat(new TokenRevocationRequest(found.getRevocationEndpointURI(), authentication(method), token)
                        .toHTTPRequest()
                        .send()
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(active(found.getIntrospectionEndpointURI(), method, token)).isFalse();
    }

    private static boolean active(URI endpoint, String method, com.nimbusds.oauth2.sdk.token.AccessToken token)
            throws Exception {
        return TokenIntrospectionResponse.parse(new TokenIntrospectionRequest(endpoint, authentication(method), token)
                        .toHTTPRequest()
                        .send())
                .toSuccessResponse()
                .isActive();
    }

    @Test
    void anOAuthLibraryFindsTheMetadataWhereItsStandardPutsThem() throws Exception {
        AuthorizationServerMetadata found = AuthorizationServerMetadata.resolve(new Issuer(server.issuer()));
        assertThat(found.getTokenEndpointURI()).isEqualTo(server.endpoint("token"));
        assertThat(found.getJWKSetURI()).isEqualTo(server.endpoint("certs"));
        assertThat(server.http
                        .send(HttpRequest.newBuilder(
                                server.http.url("/.well-known/oauth-authorization-server/auth/realms/acme")))
                        .body())
                .isEqualTo(server.http
                        .send(HttpRequest.newBuilder(URI.create(server.issuer() + "/.well-known/openid-configuration")))
                        .body());
    }

    @Test
    void anOpenIdLibraryIsToldWhatItMayNotHave() throws Exception {
        TokenResponse refused = TokenResponse.parse(new TokenRequest.Builder(
                        server.endpoint("token"), authentication("basic"), new ClientCredentialsGrant())
                .scope(new Scope("space:" + new UUID(1, 1) + ":connector.admin"))
                .build()
                .toHTTPRequest()
                .send());
        assertThat(refused.toErrorResponse().getErrorObject().getCode()).isEqualTo("invalid_scope");
    }

    @Test
    void googlesLibraryTradesAnExportedKeyForAToken() throws Exception {
        GoogleCredentials credentials = ServiceAccountCredentials.fromStream(keyFile())
                .createScoped(
                        List.of("space:" + server.tokens.acme.definitional().id() + ":connector.reader"));
        AccessToken token = credentials.refreshAccessToken();

        assertThat(server.http.get(token.getTokenValue(), "/info").statusCode()).isEqualTo(200);
        assertThat(server.http.get(token.getTokenValue(), "/api/v1/workflows").statusCode())
                .isEqualTo(200);
    }

    /** For an hour, as that library signs it. */
    @Test
    void googlesLibrarySignsATokenOfItsOwn() throws Exception {
        ServiceAccountJwtAccessCredentials credentials =
                ServiceAccountJwtAccessCredentials.fromStream(keyFile(), URI.create(server.tokens.issuers.audience()));
        String header = java.util.Objects.requireNonNull(
                        credentials.getRequestMetadata().get("Authorization"))
                .getFirst();

        assertThat(server.http
                        .get(header.substring("Bearer ".length()), "/api/v1/workflows")
                        .statusCode())
                .isEqualTo(200);
    }

    /** The file that Google gives out for its own service accounts, with our address in it. */
    private static InputStream keyFile() {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(((RSAPrivateKey) TestKeys.OTHER_RSA.key()).getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        String file = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "type", "service_account",
                        "project_id", "project-acme",
                        "client_id", "acme-orders",
                        "client_email", "orders@acme.example",
                        "private_key_id", "rsa",
                        "private_key", pem,
                        "token_uri", server.endpoint("token").toString()));
        return new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void curlGetsATokenForAClientWhoseIdHasColons() throws Exception {
        String id = "1550099831:production:acme";
        server.tokens.identities.add(named(id), SECRET);

        assertThat(curl("-u", id.replace(":", "%3A") + ":" + SECRET, "-d", "grant_type=client_credentials"))
                .contains("\"access_token\"");
        assertThat(curl(
                        "-d",
                        "grant_type=client_credentials",
                        "--data-urlencode",
                        "client_id=" + id,
                        "--data-urlencode",
                        "client_secret=" + SECRET))
                .contains("\"access_token\"");
        assertThat(curl("-u", id + ":" + SECRET, "-d", "grant_type=client_credentials"))
                .contains("invalid_client")
                .contains("percent-encode ':'");
    }

    private static String curl(String... arguments) throws Exception {
        NativeTools.require(List.of("curl"), "curl");
        List<String> command = new ArrayList<>(List.of("curl", "-s", "--max-time", "20"));
        command.addAll(List.of(arguments));
        command.add(server.endpoint("token").toString());
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return answer;
    }

    private static ServiceAccount named(String id) {
        return ChangedAccount.of(server.tokens.account)
                .named(id, "colons@acme.example")
                .made();
    }
}
