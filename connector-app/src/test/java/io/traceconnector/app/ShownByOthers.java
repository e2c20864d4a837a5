package io.traceconnector.app;

import static io.traceconnector.app.CallersSecrecyTest.WRONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.tokens.TestJwt;
import io.traceconnector.app.keys.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** What operators, plugins, users of other issuers and those behind a proxy show to a connector, rightly and wrongly. */
record ShownByOthers(CallersRun run) {

    private static final String[] JSON = {"Content-Type", "application/json"};
    private static final String PASSWORD = "correct horse battery staple";

    void operators() throws Exception {
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

    void plugins() throws Exception {
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
        String blob = run.shown("plugin's pair", CallersRun.pair("chat", plugin));
        run.manage("GET", "/plugins", "");
        run.manage("GET", "/tenants/default/installations", "");
        assertThat(run.ask("GET", "/tenants", "", "Authorization", "Plugin " + blob)
                        .statusCode())
                .isEqualTo(200);
        assertThat(run.ask("GET", "/info", "", "Authorization", "PluginConnection " + CallersRun.pair(id, connection))
                        .statusCode())
                .isEqualTo(200);
        for (String wrong : List.of(
                "Plugin " + CallersRun.pair(id, connection),
                "PluginConnection " + blob,
                "Plugin " + CallersRun.pair("chat", WRONG),
                "PluginConnection " + CallersRun.pair(id, WRONG),
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

    void foreigners() throws Exception {
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

    void proxied() throws Exception {
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
}
