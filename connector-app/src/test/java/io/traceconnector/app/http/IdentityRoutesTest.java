package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.store.TestingStore;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Administrators of tenants, on the listener for applications, and operators, on theirs. */
final class IdentityRoutesTest {

    private static final String ADMIN = "fake-admin";
    private static final String READER = "fake-reader";
    private static final String OTHERS = "fake-others";
    private static final String PLUGIN = "fake-plugin";

    private final TestingHttp http = new TestingHttp();
    private String space;

    @BeforeEach
    void recognise() {
        assertThat(http.tell("/tenants", "{\"id\":\"beta\",\"aliases\":[\"b-1\"],\"organisations\":[\"beta\"]}")
                        .statusCode())
                .isEqualTo(200);
        http.recognised.knows(ADMIN, caller("default", "connector.admin", Principal.Kind.OPERATOR));
        http.recognised.knows(READER, caller("default", "connector.reader", Principal.Kind.SERVICE_ACCOUNT));
        http.recognised.knows(OTHERS, caller("beta", "connector.admin", Principal.Kind.OPERATOR));
        http.recognised.knows(PLUGIN, caller("default", "connector.reader", Principal.Kind.PLUGIN));
        space = TestingStore.space(http.store.tenants.named("default").orElseThrow())
                .toString();
    }

    @AfterEach
    void close() {
        http.close();
    }

    private static Principal caller(String tenant, String role, Principal.Kind kind) {
        return new Principal(
                kind + ":1",
                kind,
                Optional.empty(),
                Map.of(new TenantId(tenant), Rights.of(role)),
                Map.of("plugin", Set.of("chat")),
                Instant.MAX,
                kind + tenant);
    }

    private HttpResponse<String> post(String token, String path, String body) {
        return http.send(http.as(token, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> delete(String token, String path) {
        return http.send(http.as(token, path).DELETE());
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private JsonNode created() {
        return json(post(
                ADMIN,
                "/tenants/default/service-accounts",
                "{\"description\":\"of tests\",\"scopedRoles\":{\"" + space + "\":[\"connector.reader\"]}}"));
    }

    @Test
    void anAdministratorMakesAServiceAccountAndSeesItsSecretOnce() {
        HttpResponse<String> answer =
                post(ADMIN, "/tenants/default/service-accounts", "{\"scopedRoles\":{\"" + space + "\":[\"r\"]}}");
        JsonNode made = json(answer);
        String path =
                "/tenants/default/service-accounts/" + made.path("clientId").stringValue();

        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(made.path("clientSecret").stringValue()).startsWith("tcs_");
        assertThat(made.path("tokenEndpoint").stringValue())
                .isEqualTo(
                        "http://127.0.0.1:" + http.api.port() + "/auth/realms/default/protocol/openid-connect/token");
        assertThat(http.get(ADMIN, path).body()).contains("\"clientId\"").doesNotContain("clientSecret", "tcs_");
        assertThat(http.get(ADMIN, "/tenants/default/service-accounts").body())
                .contains(made.path("id").stringValue())
                .doesNotContain("tcs_");
    }

    @Test
    void rotatesDisablesEnablesAndDeletes() {
        JsonNode made = created();
        String path = "/tenants/default/service-accounts/" + made.path("id").stringValue();

        JsonNode rotated = json(post(ADMIN, path + ":rotate", "{\"grace\":\"PT24H\",\"revokeIssued\":true}"));
        assertThat(rotated.path("secrets")).hasSize(2);
        assertThat(rotated.path("generation").intValue())
                .isEqualTo(made.path("generation").intValue() + 1);
        assertThat(http.store.identities.isSecretOfServiceAccount(
                        made.path("clientId").stringValue(),
                        rotated.path("clientSecret").stringValue()))
                .isTrue();
        assertThat(json(post(ADMIN, path + ":disable", "")).path("enabled").booleanValue())
                .isFalse();
        assertThat(json(post(ADMIN, path + ":enable", "")).path("enabled").booleanValue())
                .isTrue();
        assertThat(delete(ADMIN, path).statusCode()).isEqualTo(200);
        assertThat(http.get(ADMIN, path).statusCode()).isEqualTo(404);
        assertThat(post(ADMIN, path + ":rotate", "{\"grace\":\"tomorrow\"}").body())
                .contains("body_malformed");
        assertThat(post(ADMIN, path + ":rotate", "{\"grase\":\"PT1H\"}").body()).contains("body_malformed");
    }

    @Test
    void aSecretCanBeGivenOutAheadOfItsTime() {
        JsonNode made = created();
        String path = "/tenants/default/service-accounts/" + made.path("id").stringValue();
        String begin = http.store.clock.instant().plus(Duration.ofDays(3)).toString();

        JsonNode rotated = json(post(ADMIN, path + ":rotate", "{\"grace\":\"PT1H\",\"notBefore\":\"" + begin + "\"}"));

        assertThat(rotated.path("secrets").path(1).path("notBefore").stringValue())
                .isEqualTo(begin);
        assertThat(rotated.path("secrets").path(0).has("notBefore")).isFalse();
        assertThat(http.get(ADMIN, path).body()).contains(begin);
        assertThat(opens(made, made)).isTrue();
        assertThat(opens(made, rotated)).isFalse();
        assertThat(post(ADMIN, path + ":rotate", "{\"notBefore\":\"2020-01-01T00:00:00Z\"}")
                        .body())
                .contains("invalid_request");
        assertThat(post(ADMIN, path + ":rotate", "{\"notBefore\":\"monday\"}").body())
                .contains("body_malformed");
    }

    private boolean opens(JsonNode account, JsonNode issued) {
        return http.store.identities.isSecretOfServiceAccount(
                account.path("clientId").stringValue(),
                issued.path("clientSecret").stringValue());
    }

    @Test
    void aClientIdWithColonsStandsInAPath() {
        post(
                ADMIN,
                "/tenants/default/service-accounts",
                "{\"clientId\":\"default:main:one\",\"scopedRoles\":{\"" + space + "\":[\"r\"]}}");

        assertThat(json(http.get(ADMIN, "/tenants/default/service-accounts/default:main:one"))
                        .path("clientId")
                        .stringValue())
                .isEqualTo("default:main:one");
        assertThat(json(post(ADMIN, "/tenants/default/service-accounts/default:main:one:disable", ""))
                        .path("enabled")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void aForeignTenantAndAnUnknownOneGiveTheSameAnswer() {
        created();
        for (String path : new String[] {"", "/spaces", "/service-accounts", "/installations"}) {
            String foreign = shape(http.get(OTHERS, "/tenants/default" + path));
            String unknown = shape(http.get(OTHERS, "/tenants/nowhere" + path));
            assertThat(foreign).as(path).isEqualTo(unknown).contains("404", "tenant_unknown");
        }
        assertThat(http.get(OTHERS, "/tenants/beta/service-accounts").statusCode())
                .isEqualTo(200);
        assertThat(http.get(OTHERS, "/tenants/b-1/service-accounts").statusCode())
                .isEqualTo(200);
    }

    /** All but what tells two requests apart. */
    private static String shape(HttpResponse<String> response) {
        return response.statusCode()
                + response.body().replaceAll("\"requestId\":\"[^\"]*\"", "")
                + response.headers().map().keySet();
    }

    @Test
    void anAccountOfAnotherTenantIsNotThere() {
        String id = created().path("id").stringValue();

        assertThat(http.get(OTHERS, "/tenants/beta/service-accounts/" + id).body())
                .contains("service_account_unknown");
        assertThat(post(OTHERS, "/tenants/beta/service-accounts/" + id + ":disable", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(http.get(ADMIN, "/tenants/default/service-accounts/" + id).statusCode())
                .isEqualTo(200);
    }

    @Test
    void onlyAdministratorsAdministrate() {
        assertThat(http.get(READER, "/tenants/default/service-accounts").statusCode())
                .isEqualTo(403);
        assertThat(post(READER, "/tenants/default/installations", "{}").statusCode())
                .isEqualTo(403);
        assertThat(http.send(HttpRequest.newBuilder(http.url("/tenants/default/service-accounts")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(json(http.get(READER, "/tenants/default/spaces")).path("spaces"))
                .hasSize(2);
        assertThat(json(http.get(READER, "/tenants")).path("tenants").toString())
                .isEqualTo("[{\"id\":\"default\",\"kind\":\"production\",\"enabled\":true}]");
        for (String path : new String[] {"/operators", "/plugins/chat"}) {
            assertThat(http.get(ADMIN, path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(post(ADMIN, "/tenants", "{}").statusCode()).isEqualTo(405);
        assertThat(post(READER, "/plugins", "{\"id\":\"chat\"}").statusCode()).isEqualTo(403);
    }

    @Test
    void aTenantInstallsSuspendsAndTakesOutAPlugin() {
        http.tell("/plugins", "{\"id\":\"chat\",\"wanted\":[\"links:read\"]}");
        assertThat(http.get(ADMIN, "/plugins").body()).contains("chat").doesNotContain("secrets");

        JsonNode installed = json(
                post(ADMIN, "/tenants/default/installations", "{\"plugin\":\"chat\",\"grants\":[\"links:read\"]}"));
        String path = "/tenants/default/installations/" + installed.path("id").stringValue();

        assertThat(installed.path("connectionToken").stringValue()).startsWith("tcc_");
        assertThat(http.get(PLUGIN, "/plugins/chat/installations").body())
                .contains(installed.path("connection").stringValue());
        assertThat(http.get(PLUGIN, "/plugins/other/installations").statusCode())
                .isEqualTo(404);
        assertThat(http.get(ADMIN, "/plugins/chat/installations").statusCode()).isEqualTo(404);
        assertThat(json(post(ADMIN, path + ":suspend", "")).path("suspended").booleanValue())
                .isTrue();
        assertThat(json(post(ADMIN, path + ":resume", "")).path("suspended").booleanValue())
                .isFalse();
        assertThat(delete(ADMIN, path).statusCode()).isEqualTo(200);
        assertThat(http.get(ADMIN, path).statusCode()).isEqualTo(404);
        assertThat(post(ADMIN, "/tenants/default/installations", "{\"plugin\":\"nobody\"}")
                        .body())
                .contains("plugin_unknown");
    }

    @Test
    void registersAKeyAndMakesOne() {
        String path =
                "/tenants/default/service-accounts/" + created().path("id").stringValue() + "/keys";

        JsonNode made = json(post(ADMIN, path, "{}"));
        assertThat(made.path("privateKey").stringValue()).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(http.get(ADMIN, path).body())
                .contains(made.path("kid").stringValue())
                .doesNotContain("PRIVATE");
        assertThat(post(ADMIN, path, "{\"jwk\":{\"kty\":\"x\"}}").body()).contains("key_malformed");
        for (String none : new String[] {"null", "\"x\"", "[]"}) {
            assertThat(post(ADMIN, path, "{\"jwk\":" + none + "}").body())
                    .contains("body_malformed")
                    .doesNotContain("PRIVATE");
        }
        assertThat(delete(ADMIN, path + "/" + made.path("kid").stringValue()).statusCode())
                .isEqualTo(200);
        JsonNode registered = json(post(ADMIN, path, "{\"jwk\":" + made.path("jwk") + "}"));
        assertThat(registered.has("privateKey")).isFalse();
    }

    @Test
    void exportsAKeyFileInEitherFormAndKeepsNothingOfItsSecrets() {
        String path = "/tenants/default/service-accounts/"
                + created().path("clientId").stringValue();

        HttpResponse<String> google = post(ADMIN, path + ":export", "{\"form\":\"google\",\"project\":\"p-1\"}");
        assertThat(google.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(json(google).path("type").stringValue()).isEqualTo("service_account");
        assertThat(json(google).path("project_id").stringValue()).isEqualTo("p-1");
        assertThat(json(google).path("private_key").stringValue()).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(http.get(ADMIN, path + "/keys").body())
                .contains(json(google).path("private_key_id").stringValue())
                .doesNotContain("PRIVATE");

        JsonNode chassi = json(post(ADMIN, path + ":export", "{\"form\":\"chassi\"}"));
        assertThat(chassi).hasSize(1);
        assertThat(chassi.path(0).path("clientSecret").stringValue()).startsWith("tcs_");
        assertThat(post(ADMIN, path + ":export", "{\"form\":\"other\"}").body()).contains("body_malformed");
        assertThat(post(ADMIN, path + ":export", "{}").body()).contains("body_malformed");
        assertThat(post(OTHERS, path + ":export", "{\"form\":\"google\"}").body())
                .contains("tenant_unknown");
        assertThat(post(READER, path + ":export", "{\"form\":\"google\"}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void operatorsOfTheConnectorMakePeopleWhosePasswordsAreNeverShown() {
        String body =
                "{\"name\":\"ada\",\"password\":\"correct horse battery\",\"tenants\":{\"beta\":[\"connector.admin\"]}}";

        assertThat(http.tell("/operators", body).body())
                .contains("\"name\":\"ada\"")
                .doesNotContain("correct");
        assertThat(http.manage("/operators").body()).contains("ada").doesNotContain("correct", "hash");
        assertThat(http.store.identities.isPasswordOf("ada", "correct horse battery".toCharArray()))
                .contains(true);
        assertThat(http.tell("/operators/ada:disable").body()).contains("\"enabled\":false");
        assertThat(http.tell("/operators/bob:disable").body()).contains("operator_unknown");
        assertThat(http.tell("/operators", body.replace("beta", "nowhere").replace("ada", "eve"))
                        .body())
                .contains("tenant_unknown");
    }

    @Test
    void aDisabledTenantLetsNobodyIn() {
        assertThat(http.get(OTHERS, "/tenants/beta/service-accounts").statusCode())
                .isEqualTo(200);

        assertThat(http.tell("/tenants/beta:disable").body()).contains("\"enabled\":false");

        assertThat(http.get(OTHERS, "/tenants/beta/service-accounts").statusCode())
                .isEqualTo(404);
        assertThat(http.get(OTHERS, "/info").body()).contains("\"otherAccountIds\":[]");
        assertThat(http.tell("/tenants/default:disable").body()).contains("tenant_configured");
        assertThat(http.tell("/tenants/beta:enable").statusCode()).isEqualTo(200);
        assertThat(http.get(OTHERS, "/tenants/beta/service-accounts").statusCode())
                .isEqualTo(200);
        assertThat(http.send(HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + http.api.managementPort() + "/tenants/beta"))
                                .DELETE())
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.manage("/tenants/beta").statusCode()).isEqualTo(404);
    }
}
