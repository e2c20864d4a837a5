package io.traceconnector.app.http;

import static io.traceconnector.app.callers.tokens.TestingTokens.PLUGIN_SECRET;
import static io.traceconnector.app.callers.tokens.TestingTokens.SECRET;
import static io.traceconnector.app.callers.tokens.TestingTokens.basic;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.store.ServiceAccount;
import io.traceconnector.app.callers.tokens.ChangedAccount;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The OAuth endpoints of a tenant, over real sockets. */
final class TokenEndpointsTest {

    private static TokenServer server;

    private final Map<String, String> good =
            Map.of("grant_type", "client_credentials", "client_id", "acme-orders", "client_secret", SECRET);

    @BeforeAll
    static void start() {
        server = new TokenServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void giveATokenWithWhichTheClientIsRecognised() {
        HttpResponse<String> given = server.post(server.endpoint("token"), good);
        JsonNode answer = TokenServer.json(given);

        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(given.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.propertyNames())
                .contains(
                        "access_token", "token_type", "expires_in", "refresh_expires_in", "not-before-policy", "scope");
        assertThat(answer.path("expires_in").asInt()).isEqualTo(300);
        assertThat(answer.path("refresh_expires_in").asInt(-1)).isZero();
        assertThat(answer.has("refresh_token")).isFalse();
        HttpResponse<String> info = server.http.get(answer.path("access_token").asString(), "/info");
        assertThat(info.statusCode()).isEqualTo(200);
        assertThat(server.http
                        .get(answer.path("access_token").asString(), "/api/v1/workflows")
                        .statusCode())
                .isEqualTo(200);
    }

    static Stream<String> basics() {
        return Stream.of(
                "acme-orders:" + SECRET, "acme%2Dorders:" + SECRET, "acme-orders:" + SECRET.replace("_", "%5F"));
    }

    @ParameterizedTest
    @MethodSource("basics")
    void knowAClientByTheHeaderToo(String pair) {
        assertThat(server.post(
                                server.endpoint("token"),
                                Map.of("grant_type", "client_credentials"),
                                "Authorization",
                                basic(pair))
                        .statusCode())
                .isEqualTo(200);
        String unpadded = basic(pair).replaceAll("=+$", "");
        assertThat(server.post(
                                server.endpoint("token"),
                                Map.of("grant_type", "client_credentials"),
                                "Authorization",
                                unpadded)
                        .statusCode())
                .isEqualTo(200);
    }

    static Stream<String> strangeBasics() {
        return Stream.of(
                "acme-orders",
                ":" + SECRET,
                "acme-orders:100%",
                "acme-orders:%zz",
                "acme-orders:a+b",
                "acme-orders:é",
                "acme-orders:a\u0000b",
                "x".repeat(5_000) + ":y",
                "");
    }

    @ParameterizedTest
    @MethodSource("strangeBasics")
    void refuseWhoeverIsNobodyInTheSameWords(String pair) {
        HttpResponse<String> refused = server.post(
                server.endpoint("token"), Map.of("grant_type", "client_credentials"), "Authorization", basic(pair));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(TokenServer.json(refused).path("error").asString()).isEqualTo("invalid_client");
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));
    }

    /** A wrong secret, a client that there is not, another tenant's and a disabled one cannot be told apart. */
    @Test
    void doTheSameWorkAndSayTheSameToEveryoneWhoIsRefused() {
        server.tokens.identities.add(disabled(), SECRET);
        String first = null;
        for (Map<String, String> attempt : java.util.List.of(
                Map.of("client_id", "acme-orders", "client_secret", "wrong"),
                Map.of("client_id", "nobody", "client_secret", SECRET),
                Map.of("client_id", "beta-orders", "client_secret", SECRET + "b"),
                Map.of("client_id", "acme-asleep", "client_secret", SECRET))) {
            Map<String, String> form = new TreeMap<>(attempt);
            form.put("grant_type", "client_credentials");
            int before = server.tokens.comparisons();
            HttpResponse<String> refused = server.post(server.endpoint("token"), form);
            assertThat(server.tokens.comparisons() - before).isEqualTo(1);
            assertThat(refused.statusCode()).isEqualTo(401);
            first = first == null ? refused.body() : first;
            assertThat(refused.body()).isEqualTo(first);
        }
    }

    private static ServiceAccount disabled() {
        return ChangedAccount.of(server.tokens.account)
                .named("acme-asleep", "asleep@acme.example")
                .enabled(false)
                .made();
    }

    @Test
    void hintAtColonsWhereTheyWereNotEncoded() {
        HttpResponse<String> refused = server.post(
                server.endpoint("token"),
                Map.of("grant_type", "client_credentials"),
                "Authorization",
                basic("acme:orders:x:" + SECRET));
        assertThat(TokenServer.json(refused).path("error_description").asString())
                .contains("percent-encode ':'");
    }

    static Stream<Map.Entry<String, String>> badBodies() {
        String client = "&client_id=acme-orders&client_secret=" + SECRET;
        return Stream.of(
                Map.entry("grant_type=client_credentials&grant_type=client_credentials" + client, "invalid_request"),
                Map.entry("grant_type=client_credentials&scope=a&scope=b" + client, "invalid_request"),
                Map.entry("x=1" + client, "invalid_request"),
                Map.entry("grant_type=" + client, "invalid_request"),
                Map.entry("grant_type=password&username=a&password=b" + client, "unsupported_grant_type"),
                Map.entry("grant_type=authorization_code&code=1" + client, "unsupported_grant_type"),
                Map.entry("grant_type=client_credentials%" + client, "invalid_request"),
                Map.entry("grant_type=client_credentials%00" + client, "invalid_request"),
                Map.entry("grant_type=client_credentials&scope=%ff" + client, "invalid_request"),
                Map.entry("grant_type=client_credentials&client_assertion=a" + client, "invalid_request"),
                Map.entry("a=1&".repeat(40) + "grant_type=client_credentials" + client, "invalid_request"),
                Map.entry(
                        "grant_type=client_credentials&scope=space:00000000-0000-0000-0000-000000000000:connector.reader"
                                + client,
                        "invalid_scope"),
                Map.entry("grant_type=client_credentials&scope=openid" + client, "invalid_scope"),
                Map.entry(
                        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=x",
                        "invalid_grant"));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void refuseARequestThatIsNotOne(Map.Entry<String, String> bad) {
        HttpResponse<String> refused = server.http.send(HttpRequest.newBuilder(server.endpoint("token"))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(bad.getKey())));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(TokenServer.json(refused).path("error").asString()).isEqualTo(bad.getValue());
        assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void takeNoCredentialsInTwoPlacesInTheUrlOrAsJson() {
        assertThat(server.post(server.endpoint("token"), good, "Authorization", basic("acme-orders:" + SECRET))
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.post(URI.create(server.endpoint("token") + "?client_secret=" + SECRET), good)
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.http
                        .send(HttpRequest.newBuilder(server.endpoint("token"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.http
                        .send(HttpRequest.newBuilder(server.endpoint("token")))
                        .statusCode())
                .isEqualTo(405);
        assertThat(server.http
                        .send(HttpRequest.newBuilder(server.endpoint("token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("a".repeat(65 * 1024))))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void giveWhatIsAskedForOfWhatTheAccountHas() {
        UUID space = server.tokens.acme.definitional().id();
        Map<String, String> form = new TreeMap<>(good);
        form.put("scope", "space:" + space + ":connector.reader");
        assertThat(TokenServer.json(server.post(server.endpoint("token"), form))
                        .path("scope")
                        .asString())
                .isEqualTo("space:" + space + ":connector.reader");
    }

    @Test
    void tellAboutATokenToClientsOfItsTenantAloneAndEndIt() {
        String token = server.token();
        Map<String, String> asked = Map.of("token", token, "client_id", "acme-orders", "client_secret", SECRET);
        Map<String, String> others = Map.of("token", token, "client_id", "beta-orders", "client_secret", SECRET + "b");
        URI beta = URI.create(server.tokens.issuers.endpoint(server.tokens.beta.id(), "token/introspect"));

        assertThat(TokenServer.json(server.post(server.endpoint("token/introspect"), asked))
                        .path("client_id")
                        .asString())
                .isEqualTo("acme-orders");
        assertThat(server.post(server.endpoint("token/introspect"), others).body())
                .isEqualTo("{\"active\":false}");
        assertThat(server.post(server.endpoint("revoke"), others).statusCode()).isEqualTo(200);
        assertThat(server.http.get(token, "/info").statusCode()).isEqualTo(200);
        assertThat(server.post(beta, others).body()).isEqualTo("{\"active\":false}");
        assertThat(server.post(server.endpoint("revoke"), asked).statusCode()).isEqualTo(200);
        assertThat(server.post(server.endpoint("revoke"), asked).statusCode()).isEqualTo(200);
        assertThat(server.http.get(token, "/info").statusCode()).isEqualTo(401);
        assertThat(server.post(server.endpoint("token/introspect"), asked).body())
                .isEqualTo("{\"active\":false}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token/introspect", "revoke"})
    void knowNobodyWithoutGoodCredentialsOfWhicheverTenant(String endpoint) {
        ServiceAccount asleep = ChangedAccount.of(server.tokens.other)
                .named("beta-asleep", "asleep@beta.example")
                .enabled(false)
                .made();
        server.tokens.identities.add(asleep, SECRET);
        for (Map.Entry<String, String> bad : Map.of(
                        "acme-orders", "wrong", "beta-orders", SECRET, "nobody", SECRET, "beta-asleep", SECRET)
                .entrySet()) {
            HttpResponse<String> refused = server.post(
                    server.endpoint(endpoint),
                    Map.of("token", "any", "client_id", bad.getKey(), "client_secret", bad.getValue()));
            assertThat(refused.statusCode()).as(bad.getKey()).isEqualTo(401);
        }
    }

    @Test
    void tradeATokenForOneWithLess() {
        UUID space = server.tokens.acme.definitional().id();
        String exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
        String type = "urn:ietf:params:oauth:token-type:access_token";
        JsonNode less = TokenServer.json(server.post(
                server.endpoint("token"),
                Map.of(
                        "grant_type",
                        exchange,
                        "subject_token",
                        server.token(),
                        "subject_token_type",
                        type,
                        "scope",
                        "space:" + space + ":connector.reader")));

        assertThat(less.path("issued_token_type").asString()).isEqualTo(type);
        String token = less.path("access_token").asString();
        assertThat(server.post(
                                server.endpoint("token"),
                                Map.of(
                                        "grant_type",
                                        exchange,
                                        "subject_token",
                                        token,
                                        "subject_token_type",
                                        type,
                                        "scope",
                                        "space:"
                                                + server.tokens
                                                        .acme
                                                        .operational()
                                                        .getFirst()
                                                        .id()
                                                + ":sales"))
                        .body())
                .contains("invalid_scope");
    }

    @Test
    void tradeAPluginsTokenForOneOfASingleTenant() {
        String blob = java.util.Base64.getEncoder()
                .encodeToString(("plug:" + PLUGIN_SECRET).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String path = "/plugins/plug/installations/" + server.tokens.installation.id() + "/access_tokens";
        HttpRequest.Builder request = HttpRequest.newBuilder(server.http.url(path))
                .header("Authorization", "Plugin " + blob)
                .POST(HttpRequest.BodyPublishers.ofString("{\"actions\":[\"links:read\"]}"));
        JsonNode given = TokenServer.json(server.http.send(request));
        assertThat(given.path("scope").asString()).isEqualTo("links:read");
        assertThat(server.http
                        .get(given.path("access_token").asString(), "/info")
                        .statusCode())
                .isEqualTo(200);

        JsonNode traded = TokenServer.json(server.post(
                server.endpoint("token"),
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        blob,
                        "subject_token_type",
                        "urn:traceconnector:token-type:plugin")));
        assertThat(traded.path("scope").asString()).isEqualTo("files:read links:read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "not-a-uuid"})
    void giveAPluginNothingWhereItIsNotInstalled(String installation) {
        String blob = java.util.Base64.getEncoder()
                .encodeToString(("plug:" + PLUGIN_SECRET).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(server.http
                        .send(HttpRequest.newBuilder(server.http.url(
                                        "/plugins/plug/installations/" + installation + "/access_tokens"))
                                .header("Authorization", "Plugin " + blob)
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void areNotThereForATenantThatIsNotOrHasNoKeysOrIsNotTheOnlyOne() {
        server.tokens.tenants.add("keyless", true);
        try {
            for (String path : java.util.List.of(
                    "/auth/realms/keyless/protocol/openid-connect/certs",
                    "/auth/realms/nobody/protocol/openid-connect/certs",
                    "/auth/realms/project-acme/.well-known/openid-configuration",
                    "/.well-known/jwks.json",
                    "/oauth2/certs")) {
                assertThat(server.http
                                .send(HttpRequest.newBuilder(server.http.url(path)))
                                .statusCode())
                        .isEqualTo(404);
            }
            assertThat(server.http
                            .send(HttpRequest.newBuilder(server.endpoint("certs")))
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            server.tokens.tenants.tenants.removeIf(tenant -> tenant.id().value().equals("keyless"));
        }
    }
}
