package io.traceconnector.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.tokens.TestJwt;
import io.traceconnector.app.keys.TestKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whoever may call shows what only they know, in every way, rightly and wrongly, and where it must not stand: nothing of it is written or answered anywhere. */
class CallersSecrecyTest {

    private static final String TOKEN = "/auth/realms/default/protocol/openid-connect/token";
    private static final String REVOKE = "/auth/realms/default/protocol/openid-connect/revoke";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:";
    private static final String[] FORM = {"Content-Type", "application/x-www-form-urlencoded"};
    private static final String[] JSON = {"Content-Type", "application/json"};
    private static final String PASSWORD = "correct horse battery staple";
    private static final String WRONG = "tcs_wrongone_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG_000000";

    @TempDir
    private Path directory;

    private String client = "";
    private String email = "";
    private String secret = "";
    private String kid = "";

    @Test
    void nothingThatACallerShowsIsWrittenOrAnswered() throws Exception {
        try (CallersRun run = new CallersRun(directory)) {
            run.shown("wrong secret", WRONG);
            makeAnAccount(run);
            run.shown("own token", tokensOfEachGrant(run));
            refusedTokenRequests(run);
            operators(run);
            plugins(run);
            integrators(run);
            foreigners(run);
            proxied(run);
            String token = tokensOfEachGrant(run);
            misplaced(run, run.shown("misplaced token", token));
            endOf(run, token);
            run.end();

            assertThat(run.found(run.secrets())).isEmpty();
            assertThat(run.found(
                            Map.of("client id", client, "route", "openid-connect/token", "code", "invalid_client")))
                    .as("the search itself works")
                    .anyMatch(place -> place.startsWith("data/audit/") && place.endsWith("client id"))
                    .contains("log: route", "answers: route", "answers: code");
        }
    }

    private void makeAnAccount(CallersRun run) throws Exception {
        JsonNode spaces = JsonLines.MAPPER.readTree(
                run.manage("GET", "/tenants/default/spaces", "").body());
        String roles = spaces.path("spaces")
                .valueStream()
                .map(space -> "\"" + space.path("id").asString() + "\":[\"connector.reader\",\"connector.admin\"]")
                .collect(Collectors.joining(",", "{", "}"));
        String accounts = "/tenants/default/service-accounts";
        JsonNode made = run.issued(
                run.management() + accounts, "{\"resources\":[\"/**\"],\"scopedRoles\":" + roles + "}", JSON);
        client = made.path("clientId").asString();
        email = client.replaceFirst("\\.", "@");
        run.shown("first secret", made.path("clientSecret").asString());
        JsonNode rotated =
                run.issued(run.management() + accounts + "/" + client + ":rotate", "{\"grace\":\"PT1H\"}", JSON);
        secret = run.shown("second secret", rotated.path("clientSecret").asString());
        JsonNode key = run.issued(run.management() + accounts + "/" + client + "/keys", "{}", JSON);
        run.shown(
                "private key",
                key.path("privateKey").asString().lines().skip(10).findFirst().orElseThrow());
        kid = JsonLines.MAPPER
                .readTree(run.manage("POST", accounts + "/" + client + "/keys", "{\"jwk\":" + publicKey() + "}")
                        .body())
                .path("kid")
                .asString();
        run.manage("GET", accounts, "");
        run.manage("GET", accounts + "/" + client + "/keys", "");
        run.manage("POST", accounts, "{\"clientSecret\":\"" + WRONG + "\"}");
        run.manage("POST", accounts + "/" + WRONG + ":rotate", "{\"secret\":\"" + WRONG + "\"}");
        run.manage("POST", accounts + "/" + client + "/keys", "{\"jwk\":{\"d\":\"" + WRONG + "\"}}");
        run.manage("POST", accounts, "{\"scopedRoles\": \"" + WRONG);
    }

    private static String publicKey() {
        return TestJwt.jsonOf(TestJwt.jwk("mine", TestKeys.OTHER_RSA));
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
    }

    private String signed(String issuer, String audience, Map<String, Object> more) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new TreeMap<>(Map.of(
                "iss",
                issuer,
                "sub",
                issuer,
                "aud",
                audience,
                "iat",
                now,
                "exp",
                now + 200,
                "jti",
                UUID.randomUUID() + ""));
        claims.putAll(more);
        return TestJwt.signed(Map.of("alg", "RS256", "kid", kid), claims, TestKeys.OTHER_RSA.key());
    }

    private String issuer(CallersRun run) {
        return run.api() + "/auth/realms/default";
    }

    private Map<String, String> asserted(CallersRun run, String name) {
        return Map.of(
                "grant_type",
                "client_credentials",
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                run.shown(name, signed(client, issuer(run), Map.of())));
    }

    /** The last of them. */
    private String tokensOfEachGrant(CallersRun run) throws Exception {
        String credentials = CallersRun.form(Map.of("grant_type", "client_credentials"));
        given(run, "by header", credentials, "Authorization", basic(client, secret));
        given(run, "by assertion", CallersRun.form(asserted(run, "assertion")));
        String grant = run.shown("grant", signed(email, issuer(run), Map.of()));
        given(run, "by grant", CallersRun.form(Map.of("grant_type", GRANT + "jwt-bearer", "assertion", grant)));
        String token = given(
                run,
                "by secret",
                CallersRun.form(
                        Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret)));
        return given(
                run,
                "traded",
                CallersRun.form(Map.of(
                        "grant_type",
                        GRANT + "token-exchange",
                        "subject_token",
                        token,
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token")));
    }

    private static String given(CallersRun run, String name, String form, String... headers) throws Exception {
        String token = run.issued(run.api() + TOKEN, form, formed(headers))
                .path("access_token")
                .asString();
        assertThat(run.ask("GET", "/info", "", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        return run.shown("token " + name, token);
    }

    private static String[] formed(String... headers) {
        return Stream.concat(Arrays.stream(FORM), Arrays.stream(headers)).toArray(String[]::new);
    }

    private void refusedTokenRequests(CallersRun run) throws Exception {
        for (String id : List.of(client, "nobody")) {
            refused(run, Map.of("grant_type", "client_credentials", "client_id", id, "client_secret", WRONG));
        }
        refused(run, Map.of("grant_type", WRONG, "client_id", client, "client_secret", secret));
        refused(
                run,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        WRONG,
                        "client_secret",
                        secret,
                        "scope",
                        secret));
        refused(run, Map.of("grant_type", GRANT + "jwt-bearer", "assertion", secret));
        refused(
                run,
                Map.of("grant_type", GRANT + "token-exchange", "subject_token", secret, "subject_token_type", WRONG));
        refused(run, asserted(run, "assertion, elsewhere"), "Authorization", basic(client, secret));
        run.ask("POST", TOKEN + "?client_secret=" + secret, "grant_type=client_credentials", FORM);
        run.ask("POST", TOKEN, "{\"client_secret\":\"" + secret + "\"}", JSON);
        run.ask("POST", TOKEN, "client_secret=" + secret + "&client_secret=" + WRONG + "%", FORM);
        run.ask("GET", TOKEN + "?client_secret=" + secret, "");
        run.ask("POST", "/auth/realms/" + secret + "/protocol/openid-connect/token", "grant_type=x", FORM);
    }

    private void refused(CallersRun run, Map<String, String> form, String... headers) throws Exception {
        assertThat(run.ask("POST", TOKEN, CallersRun.form(form), formed(headers))
                        .statusCode())
                .isBetween(400, 499);
    }

    private static void operators(CallersRun run) throws Exception {
        run.shown("password", PASSWORD);
        run.shown("wrong password", "no horse at all, no battery");
        run.manage(
                "POST",
                "/operators",
                "{\"name\":\"ada\",\"password\":\"" + PASSWORD + "\",\"tenants\":{\"default\":[\"connector.admin\"]}}");
        run.manage("POST", "/operators", "{\"name\":\"eve\",\"password\":\"" + PASSWORD + "\",\"tenant\":1}");
        run.manage("POST", "/operators/ada:password", "{\"password\":\"" + PASSWORD + "\",\"x\":1}");
        run.manage("GET", "/operators", "");
        String body = "{\"name\":\"ada\",\"password\":\"%s\"}";
        assertThat(run.ask("POST", "/auth/login", body.formatted("no horse at all, no battery"), JSON)
                        .statusCode())
                .isEqualTo(401);
        run.ask("POST", "/auth/login", "{\"name\":\"" + PASSWORD + "\",\"password\":[\"" + PASSWORD + "\"]}", JSON);
        run.ask("POST", "/auth/login", "{\"password\":\"" + PASSWORD + "\"", JSON);
        String token = run.shown(
                "operator's token",
                run.issued(run.api() + "/auth/login", body.formatted(PASSWORD), JSON)
                        .path("access_token")
                        .asString());
        run.ask("GET", "/tenants", "", "Authorization", "Bearer " + token);
        run.ask("GET", "/tenants/default/service-accounts", "", "Authorization", "Bearer " + token);
        assertThat(run.ask("POST", "/auth/logout", "", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(204);
        assertThat(run.ask("POST", "/auth/logout", "", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
    }

    private static void plugins(CallersRun run) throws Exception {
        JsonNode made =
                run.issued(run.management() + "/plugins", "{\"id\":\"chat\",\"wanted\":[\"workflows:read\"]}", JSON);
        String plugin = run.shown("plugin's token", made.path("pluginToken").asString());
        JsonNode installed = run.issued(
                run.management() + "/tenants/default/installations",
                "{\"plugin\":\"chat\",\"grants\":[\"workflows:read\"]}",
                JSON);
        String connection = run.shown(
                "connection's token", installed.path("connectionToken").asString());
        String id = installed.path("connection").asString();
        String blob = run.shown("plugin's pair", pair("chat", plugin));
        run.manage("GET", "/plugins", "");
        run.manage("GET", "/tenants/default/installations", "");
        assertThat(run.ask("GET", "/tenants", "", "Authorization", "Plugin " + blob)
                        .statusCode())
                .isEqualTo(200);
        assertThat(run.ask("GET", "/info", "", "Authorization", "PluginConnection " + pair(id, connection))
                        .statusCode())
                .isEqualTo(200);
        for (String wrong : List.of(
                "Plugin " + pair(id, connection),
                "PluginConnection " + blob,
                "Plugin " + pair("chat", WRONG),
                "PluginConnection " + pair(id, WRONG),
                "Plugin " + plugin,
                "Bearer " + plugin,
                "Basic " + blob)) {
            assertThat(run.ask("GET", "/info", "", "Authorization", wrong).statusCode())
                    .isEqualTo(401);
        }
        String trade = "/plugins/chat/installations/" + installed.path("id").asString() + "/access_tokens";
        String token = run.shown(
                "plugin's traded token",
                run.issued(
                                run.api() + trade,
                                "{}",
                                "Content-Type",
                                "application/json",
                                "Authorization",
                                "Plugin " + blob)
                        .path("access_token")
                        .asString());
        run.ask("GET", "/api/v1/workflows", "", "Authorization", "Bearer " + token);
        run.ask("POST", trade, "{\"actions\":[\"" + plugin + "\"]}", "Authorization", "Plugin " + blob);
    }

    private static String pair(String id, String secret) {
        return Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
    }

    private void integrators(CallersRun run) throws Exception {
        Map<String, Object> more = Map.of(
                "project_id", "default", "user_id", "jane", "resource_access", List.of("/**"), "groups", List.of("x"));
        String token = run.shown("integrator's token", signed(email, run.api(), more));
        assertThat(run.ask("GET", "/info", "", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        String forged = TestJwt.signed(
                Map.of("alg", "ES256", "kid", kid), Map.of("iss", email, "sub", email), TestKeys.EC.key());
        run.shown("forged token", forged);
        assertThat(run.ask("GET", "/info", "", "Authorization", "Bearer " + forged)
                        .statusCode())
                .isEqualTo(401);
    }

    private static void foreigners(CallersRun run) throws Exception {
        String token = run.shown(
                "foreign token",
                TestJwt.signed(
                        Map.of("alg", "ES256", "kid", "one", "typ", "at+jwt"), run.issuer.claims(), TestKeys.EC.key()));
        assertThat(run.ask("GET", "/info", "", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        String opaque = run.shown("opaque token", "opaque-token-0123456789-abcdefghij");
        assertThat(run.ask("GET", "/info", "", "Authorization", "Bearer " + opaque)
                        .statusCode())
                .isEqualTo(401);
        run.issuer.introspection = TestJwt.jsonOf(TestJwt.with(run.issuer.claims(), "active", true));
        assertThat(run.ask("GET", "/info", "", "Authorization", "Bearer " + opaque + "x")
                        .statusCode())
                .isEqualTo(200);
        run.ask("GET", "/info", "", "Authorization", "Bearer " + TestingConnector.TOKEN);
        run.ask("GET", "/info", "", "Authorization", "Bearer " + TestingConnector.TOKEN + "x");
    }

    private static void proxied(CallersRun run) throws Exception {
        String right = run.shown("proxy's signature", signature("0123456789abcdefg"));
        assertThat(run.askByProxy("/info", headers("0123456789abcdefg", right)).statusCode())
                .isEqualTo(200);
        String wrong = run.shown("wrong signature", signature("somethingelse0123"));
        assertThat(run.askByProxy("/info", headers("0123456789abcdefh", wrong)).statusCode())
                .isBetween(400, 403);
        run.ask("GET", "/info", "", headers("0123456789abcdefi", signature("0123456789abcdefi")));
    }

    private static String time() {
        return Long.toString(Instant.now().getEpochSecond());
    }

    private static String[] headers(String nonce, String signature) {
        return new String[] {
            "X-Forwarded-User",
            "jane",
            "X-Tenant",
            "default",
            "X-Forwarded-Groups",
            "readers",
            "X-Proxy-Timestamp",
            time(),
            "X-Proxy-Nonce",
            nonce,
            "X-Proxy-Signature",
            signature
        };
    }

    private static String signature(String nonce) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                "secret-of-proxy-0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        String said = String.join("\n", "v1", "GET", "/info", "jane", "default", "readers", time(), nonce);
        return HexFormat.of().formatHex(mac.doFinal(said.getBytes(UTF_8)));
    }

    private void misplaced(CallersRun run, String token) throws Exception {
        for (String name : List.of("access_token", "token")) {
            assertThat(run.ask("GET", "/info?" + name + "=" + token, "").statusCode())
                    .isEqualTo(400);
            assertThat(run.ask(
                                    "GET",
                                    "/api/v1/workflows?x=1&" + name + "=" + token,
                                    "",
                                    "Authorization",
                                    "Bearer " + token)
                            .statusCode())
                    .isEqualTo(400);
        }
        for (String path : List.of(
                "/info;access_token=" + token,
                "/" + token,
                "/api/v1/links/" + secret,
                "/api/v1/traces/" + secret,
                "/tenants/" + secret,
                "/plugins/" + secret + "/installations",
                "/auth/realms/" + secret + "/protocol/openid-connect/certs",
                "/openapi.json?access_token=" + token)) {
            run.ask("GET", path, "");
            run.ask("GET", path, "", "Authorization", "Bearer " + token);
        }
        assertThat(run.ask("GET", "/info", "", "Referer", "https://a.example/?access_token=" + token)
                        .statusCode())
                .isEqualTo(400);
        assertThat(run.ask("GET", "/info", "", "Cookie", "a=b; access_token=" + token)
                        .statusCode())
                .isEqualTo(400);
        run.ask("POST", "/api/v1/search", "access_token=" + token, FORM);
        run.manage("GET", "/metrics?token=" + token, "");
        run.manage("GET", "/tenants/" + secret, "");
    }

    private void endOf(CallersRun run, String token) throws Exception {
        String form = CallersRun.form(Map.of("token", token, "client_id", client, "client_secret", secret));
        assertThat(run.ask("POST", TOKEN + "/introspect", form, FORM).body()).contains("\"active\":true");
        assertThat(run.ask("POST", REVOKE, form, FORM).statusCode()).isEqualTo(200);
        assertThat(run.ask("GET", "/info", "", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
    }
}
