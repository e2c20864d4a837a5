package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.tokens.TestJwt;
import io.traceconnector.app.keys.TestKeys;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    static final String WRONG = "tcs_wrongone_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG_000000";

    @TempDir
    private Path directory;

    private String client = "";
    private String email = "";
    private String secret = "";
    private String kid = "";

    @Test
    void nothingThatACallerShowsIsWrittenOrAnswered() throws Exception {
        try (CallersRun run = new CallersRun(directory)) {
            ShownByOthers others = new ShownByOthers(run);
            run.shown("wrong secret", WRONG);
            makeAnAccount(run);
            run.shown("own token", tokensOfEachGrant(run));
            refusedTokenRequests(run);
            others.operators();
            others.plugins();
            integrators(run);
            others.foreigners();
            others.proxied();
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
        given(run, "by header", credentials, "Authorization", "Basic " + CallersRun.pair(client, secret));
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
        refused(
                run,
                asserted(run, "assertion, elsewhere"),
                "Authorization",
                "Basic " + CallersRun.pair(client, secret));
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
