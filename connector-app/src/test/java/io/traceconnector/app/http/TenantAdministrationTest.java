package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Administrators of a tenant make its plugins and its operators where applications call; those of others cannot tell that they exist. */
final class TenantAdministrationTest {

    private static final String ADMIN = "fake-admin";
    private static final String OTHERS = "fake-others";
    private static final String BOTH = "fake-both";
    private static final String READER = "fake-reader";
    private static final String NARROWED = "fake-narrowed";
    private static final String PLUGIN = "fake-plugin";
    private static final String OPERATORS = "/tenants/default/operators";

    private final TestingHttp http = new TestingHttp();

    @BeforeEach
    void recognise() {
        json(http.tell("/tenants", "{\"id\":\"beta\",\"organisations\":[\"beta\"]}"));
        knows(ADMIN, Principal.Kind.OPERATOR, Rights.of("connector.admin"), "default");
        knows(OTHERS, Principal.Kind.OPERATOR, Rights.of("connector.admin"), "beta");
        knows(BOTH, Principal.Kind.OPERATOR, Rights.of("connector.admin"), "default", "beta");
        knows(READER, Principal.Kind.SERVICE_ACCOUNT, Rights.of("connector.reader"), "default");
        knows(
                NARROWED,
                Principal.Kind.OIDC_USER,
                new Rights(
                        Set.of("connector.admin"), Map.of(), Optional.empty(), Optional.of(List.of("/api/v1/search"))),
                "default");
        knows(PLUGIN, Principal.Kind.PLUGIN, Rights.of("connector.reader"), "default");
    }

    @AfterEach
    void close() {
        http.close();
    }

    private void knows(String token, Principal.Kind kind, Rights rights, String... tenants) {
        http.recognised.knows(
                token,
                new Principal(
                        kind + ":1",
                        kind,
                        Optional.empty(),
                        Stream.of(tenants).collect(Collectors.toMap(TenantId::new, tenant -> rights)),
                        Map.of("plugin", Set.of("chat")),
                        Instant.MAX,
                        token));
    }

    private HttpResponse<String> post(String token, String path, String body) {
        return http.send(http.as(token, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> post(String token, String path) {
        return post(token, path, "");
    }

    private HttpResponse<String> delete(String token, String path) {
        return http.send(http.as(token, path).DELETE());
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private JsonNode plugin() {
        return json(post(ADMIN, "/plugins", "{\"id\":\"chat\",\"description\":\"d\",\"wanted\":[\"links:read\"]}"));
    }

    private static String told(HttpResponse<String> response) {
        return response.statusCode() + response.body().replaceAll("\"(requestId|instance)\":\"[^\"]*\"", "");
    }

    /** Everything that can be asked about one plugin, or about one operator, by who is administrator elsewhere. */
    private Stream<String> answers(String token, String id) {
        List<Function<String, HttpResponse<String>>> ways = List.of(
                each -> http.get(token, "/plugins/" + each),
                each -> http.get(token, "/plugins/" + each + "/installations"),
                each -> post(token, "/plugins/" + each + ":rotate"),
                each -> post(token, "/plugins/" + each + ":disable"),
                each -> post(token, "/plugins/" + each + ":enable"),
                each -> post(token, "/plugins/" + each + ":limit", "{\"networks\":[]}"),
                each -> delete(token, "/plugins/" + each),
                each -> http.get(token, "/tenants/beta/operators/" + each),
                each -> post(token, "/tenants/beta/operators/" + each + ":roles", "{\"roles\":[]}"),
                each -> post(
                        token, "/tenants/beta/operators/" + each + ":password", "{\"password\":\"another password\"}"),
                each -> post(token, "/tenants/beta/operators/" + each + ":disable"),
                each -> post(token, "/tenants/beta/operators/" + each + ":enable"),
                each -> post(token, "/tenants/beta/operators/" + each + ":limit", "{\"networks\":[]}"),
                each -> post(token, "/tenants/beta/operators/" + each + ":log-out"),
                each -> delete(token, "/tenants/beta/operators/" + each));
        return ways.stream().map(way -> told(way.apply(id)));
    }

    private static String networks(JsonNode view) {
        return view.path("networks").toString();
    }

    @Test
    void anAdministratorSaysFromWhereThePluginsAndOperatorsOfTheTenantMayBeUsed() {
        String ranges = "\"networks\":[\"10.0.0.0/8\",\"2001:db8::/32\"]";
        String shown = "[\"10.0.0.0/8\",\"2001:db8::/32\"]";
        JsonNode plugin = json(post(ADMIN, "/plugins", "{\"id\":\"chat\"," + ranges + "}"));
        JsonNode operator = json(post(
                ADMIN,
                OPERATORS,
                "{\"name\":\"ada\",\"password\":\"correct horse battery\",\"roles\":[\"connector.reader\"]," + ranges
                        + "}"));

        assertThat(networks(plugin)).isEqualTo(shown);
        assertThat(networks(operator)).isEqualTo(shown);
        assertThat(http.get(OTHERS, "/plugins").body()).contains("chat").doesNotContain("10.0.0.0/8");
        assertThat(networks(json(post(ADMIN, "/plugins/chat:limit", "{\"networks\":[]}"))))
                .isEqualTo("[]");
        assertThat(json(post(ADMIN, OPERATORS + "/ada:limit", "{\"networks\":[]}"))
                        .has("networks"))
                .isFalse();
        assertThat(networks(json(post(ADMIN, "/plugins/chat:limit", "{" + ranges + "}"))))
                .isEqualTo(shown);
        assertThat(networks(json(post(ADMIN, OPERATORS + "/ada:limit", "{" + ranges + "}"))))
                .isEqualTo(shown);
        assertThat(post(ADMIN, OPERATORS + "/ada:limit", "{\"networks\":[\"10.0.0.1/8\"]}")
                        .statusCode())
                .isEqualTo(400);
        Stream.of("/plugins/chat:limit", OPERATORS + "/ada:limit")
                .forEach(path -> assertThat(post(ADMIN, path, "{}").body()).contains("body_malformed"));
        assertThat(networks(json(http.get(ADMIN, OPERATORS + "/ada")))).isEqualTo(shown);
        assertThat(networks(json(http.get(ADMIN, "/plugins/chat")))).isEqualTo(shown);
    }

    @Test
    void anAdministratorMakesRotatesDisablesAndDeletesAPluginOfTheTenant() {
        HttpResponse<String> answer =
                post(ADMIN, "/plugins", "{\"id\":\"chat\",\"description\":\"d\",\"wanted\":[\"links:read\"]}");
        JsonNode made = json(answer);

        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(made.path("pluginToken").stringValue()).startsWith("tcp_");
        assertThat(made.path("owner").stringValue()).isEqualTo("default");
        assertThat(http.get(ADMIN, "/plugins/chat").body()).contains("secrets", "links:read");
        assertThat(json(post(ADMIN, "/plugins/chat:rotate", "{\"grace\":\"PT0S\"}"))
                        .path("pluginToken")
                        .stringValue())
                .startsWith("tcp_")
                .isNotEqualTo(made.path("pluginToken").stringValue());
        assertThat(http.store.identities.isSecretOfPlugin(
                        "chat", made.path("pluginToken").stringValue()))
                .isFalse();
        assertThat(json(post(ADMIN, "/plugins/chat:disable")).path("enabled").booleanValue())
                .isFalse();
        assertThat(http.get(ADMIN, "/plugins").body())
                .as("its own, also where it is not on offer")
                .contains("\"enabled\":false");
        assertThat(json(post(ADMIN, "/plugins/chat:enable")).path("enabled").booleanValue())
                .isTrue();
        assertThat(delete(ADMIN, "/plugins/chat").statusCode()).isEqualTo(200);
        assertThat(http.get(ADMIN, "/plugins/chat").statusCode()).isEqualTo(404);
        assertThat(post(ADMIN, "/plugins", "{}").body()).contains("body_malformed");
        assertThat(post(READER, "/plugins", "{\"id\":\"chat\"}").statusCode()).isEqualTo(403);
    }

    @Test
    void aPluginOnOfferShowsOthersNothingOfItsOwnerNorOfItsSecrets() {
        String token = plugin().path("pluginToken").stringValue();
        http.tell("/plugins", "{\"id\":\"free\"}");

        assertThat(http.get(OTHERS, "/plugins").body())
                .contains("chat", "free")
                .doesNotContain("default", "secrets", "enabled", token);
        assertThat(http.get(ADMIN, "/plugins").body())
                .contains("chat", "secrets", "\"owner\":\"default\"", "free")
                .doesNotContain(token);
        json(post(ADMIN, "/plugins/chat:disable"));
        assertThat(http.get(OTHERS, "/plugins").body()).doesNotContain("chat");
        assertThat(post(OTHERS, "/tenants/beta/installations", "{\"plugin\":\"chat\"}")
                        .body())
                .contains("plugin_unknown");
        assertThat(http.manage("/plugins").body()).contains("chat", "\"owner\":\"default\"");
    }

    @Test
    void foreignPluginsAndOperatorsAreAnsweredLikeSuchThatDoNotExist() {
        plugin();
        http.tell("/plugins", "{\"id\":\"free\"}");
        json(post(ADMIN, OPERATORS, "{\"name\":\"ada\",\"password\":\"correct horse battery\",\"roles\":[]}"));
        List<String> ofNobody = answers(OTHERS, "nobody").toList();

        for (String id : List.of("chat", "free", "ada")) {
            assertThat(answers(OTHERS, id)).as(id).isEqualTo(ofNobody);
        }
        assertThat(ofNobody).allMatch(answer -> answer.startsWith("404"));
        assertThat(http.get(ADMIN, "/plugins/chat").statusCode()).isEqualTo(200);
        assertThat(http.get(ADMIN, OPERATORS + "/ada").statusCode()).isEqualTo(200);
        assertThat(http.get(OTHERS, OPERATORS + "/ada").body())
                .contains("tenant_unknown")
                .doesNotContain("ada");
    }

    @Test
    void whereAPluginIsInstalledItIsToldItselfAndItsOwnersAdministrators() {
        plugin();
        json(post(OTHERS, "/tenants/beta/installations", "{\"plugin\":\"chat\",\"grants\":[\"links:read\"]}"));

        for (String token : List.of(ADMIN, BOTH, PLUGIN)) {
            assertThat(json(http.get(token, "/plugins/chat/installations"))
                            .path("installations")
                            .path(0)
                            .path("tenant")
                            .stringValue())
                    .isEqualTo("beta");
        }
        for (String token : List.of(OTHERS, READER)) {
            assertThat(http.get(token, "/plugins/chat/installations").body())
                    .as(token)
                    .contains("plugin_unknown");
        }
        for (String id : List.of("chat", "nobody")) {
            assertThat(http.get(NARROWED, "/plugins/" + id + "/installations").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void whoAdministratesSeveralTenantsNamesTheOneThatIsMeant() {
        assertThat(post(BOTH, "/plugins", "{\"id\":\"chat\"}").body()).contains("tenant_required");

        JsonNode made = json(http.send(http.as(BOTH, "/plugins")
                .header("Connector-Tenant", "beta")
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"chat\"}"))));

        assertThat(made.path("owner").stringValue()).isEqualTo("beta");
        assertThat(http.send(http.as(BOTH, "/plugins/chat")
                                .header("Connector-Tenant", "default")
                                .DELETE())
                        .body())
                .contains("plugin_unknown");
    }

    @Test
    void anAdministratorMakesAndChangesTheTenantsOperators() {
        HttpResponse<String> made =
                post(ADMIN, OPERATORS, "{\"name\":\"ada\",\"password\":\"correct horse battery\",\"roles\":[\"one\"]}");

        assertThat(json(made).path("tenants").path("default").path(0).stringValue())
                .isEqualTo("one");
        assertThat(made.body()).doesNotContain("horse");
        assertThat(json(post(ADMIN, OPERATORS + "/ada:roles", "{\"roles\":[\"connector.admin\"]}"))
                        .path("tenants")
                        .toString())
                .isEqualTo("{\"default\":[\"connector.admin\"]}");
        assertThat(post(ADMIN, OPERATORS + "/ada:roles", "{}").body()).contains("body_malformed");
        json(post(ADMIN, OPERATORS + "/ada:password", "{\"password\":\"another password\"}"));
        assertThat(http.store.identities.isPasswordOf("ada", "another password".toCharArray()))
                .contains(true);
        assertThat(json(post(ADMIN, OPERATORS + "/ada:disable")).path("enabled").booleanValue())
                .isFalse();
        assertThat(json(post(ADMIN, OPERATORS + "/ada:enable")).path("enabled").booleanValue())
                .isTrue();
        json(post(ADMIN, OPERATORS + "/ada:log-out"));
        assertThat(http.store.identities.operatorByName("ada").orElseThrow().generation())
                .isEqualTo(6);
        assertThat(json(http.get(ADMIN, OPERATORS)).path("operators")).hasSize(1);
        assertThat(json(http.get(OTHERS, "/tenants/beta/operators")).path("operators"))
                .isEmpty();
        assertThat(post(
                                OTHERS,
                                "/tenants/beta/operators",
                                "{\"name\":\"ada\",\"password\":\"correct horse battery\",\"roles\":[]}")
                        .body())
                .contains("operator_exists");
        assertThat(delete(ADMIN, OPERATORS + "/ada").statusCode()).isEqualTo(200);
        assertThat(http.manage("/operators").body()).doesNotContain("ada");
        assertThat(http.get(READER, OPERATORS).statusCode()).isEqualTo(403);
    }

    @Test
    void ofAnOperatorOfSeveralTenantsEachSeesAndChangesItsOwnRoles() {
        json(
                http.tell(
                        "/operators",
                        "{\"name\":\"ada\",\"password\":\"correct horse battery\",\"tenants\":{\"default\":[\"one\"],\"beta\":[\"two\"]}}"));

        assertThat(http.get(ADMIN, OPERATORS).body()).contains("one").doesNotContain("two", "beta");
        for (String order : List.of(":disable", ":enable", ":log-out")) {
            HttpResponse<String> refused = post(ADMIN, OPERATORS + "/ada" + order);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("operator_shared").doesNotContain("beta");
        }
        assertThat(json(delete(ADMIN, OPERATORS + "/ada")).toString()).doesNotContain("beta");
        assertThat(json(http.manage("/operators/ada")).path("tenants").toString())
                .isEqualTo("{\"beta\":[\"two\"]}");
        assertThat(json(http.tell("/operators/ada:roles", "{\"tenants\":{\"default\":[\"three\"]}}"))
                        .path("tenants")
                        .toString())
                .isEqualTo("{\"default\":[\"three\"]}");
        assertThat(json(http.tell("/operators/ada:log-out")).path("enabled").booleanValue())
                .isTrue();
        assertThat(http.tell("/operators/ada:roles", "{}").body()).contains("invalid_request");
    }

    @Test
    void anAdministratorSeesTheTenantAndMayCloseIt() {
        assertThat(json(http.get(ADMIN, "/tenants/default")).path("id").stringValue())
                .isEqualTo("default");
        assertThat(json(http.get(ADMIN, "/tenants/default/spaces")).path("spaces"))
                .hasSize(2);
        assertThat(http.get(READER, "/tenants/default").statusCode()).isEqualTo(200);
        knows("fake-relay", Principal.Kind.SERVICE_ACCOUNT, Rights.of("connector.relay"), "default");
        assertThat(http.get("fake-relay", "/tenants/default").statusCode()).isEqualTo(403);
        assertThat(http.get(NARROWED, "/tenants/default").statusCode()).isEqualTo(403);
        assertThat(post(READER, "/tenants/default:disable").statusCode()).isEqualTo(403);
        assertThat(post(ADMIN, "/tenants/default:disable").body()).contains("tenant_configured");
        assertThat(post(ADMIN, "/tenants/beta:disable").statusCode()).isEqualTo(404);

        assertThat(json(post(OTHERS, "/tenants/beta:disable")).path("enabled").booleanValue())
                .isFalse();

        assertThat(http.get(OTHERS, "/tenants/beta").statusCode()).isEqualTo(404);
        assertThat(json(http.tell("/tenants/beta:enable")).path("enabled").booleanValue())
                .isTrue();
    }
}
