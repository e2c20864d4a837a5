package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** On every route that there is: a plugin reaches the tenants that have installed it, a connection its own, and nobody by the token of another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PluginReachTest {

    private static final String UNKNOWN = new UUID(1, 1).toString();

    private final PluginServer server = new PluginServer();
    private final List<Route> guarded = guarded();

    private record Route(String method, String path) {}

    @AfterAll
    void close() {
        server.close();
    }

    private List<Route> routes() {
        JsonNode paths =
                TokenServer.json(server.http.get("nobody", "/openapi.json")).path("paths");
        List<Route> routes = new ArrayList<>();
        paths.propertyStream()
                .filter(entry -> !entry.getKey().matches(".*/(quiet|endless|lasting|slow|broken|failure)"))
                .forEach(entry -> entry.getValue()
                        .propertyNames()
                        .forEach(method -> routes.add(new Route(method.toUpperCase(Locale.ROOT), entry.getKey()))));
        assertThat(routes).hasSizeGreaterThan(40);
        return routes;
    }

    private HttpResponse<String> ask(Route route, String authorization, String tenant) {
        String path = route.path()
                .replace("{tenant}", tenant.isEmpty() ? "north" : tenant)
                .replace("{hash}", "ab".repeat(32))
                .replace("{installation}", UNKNOWN)
                .replaceAll("\\{[^}]+}", UNKNOWN);
        boolean bodiless = route.method().equals("GET") || route.method().equals("DELETE");
        return server.http.send(server.as(authorization, path, tenant)
                .header("Content-Type", "application/json")
                .method(
                        route.method(),
                        bodiless ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString("{}")));
    }

    private static String outcome(HttpResponse<String> answer) {
        if (!answer.body().startsWith("{")) {
            return Integer.toString(answer.statusCode());
        }
        JsonNode body = TokenServer.json(answer);
        JsonNode inGraphql = body.path("errors").path(0).path("extensions");
        return answer.statusCode() + " "
                + body.path("code").asString(inGraphql.path("code").asString(""));
    }

    /** Account is somebody else: what is sent to its login by mistake stays here. */
    @Test
    void noCredentialOfOursGoesToTheLoginOfAccount() {
        for (String own : List.of(
                PluginServer.of(server.one),
                PluginServer.ofConnection(server.oneInNorth),
                server.traded(server.one, server.oneInNorth),
                PluginServer.of(server.one).replace("Plugin ", "Basic "),
                server.one.secret())) {
            assertThat(server.get(own, "/account/login", "").statusCode()).isIn(401, 403);
            assertThat(server.http.account.received)
                    .noneMatch(received -> received.mentions(own.substring(own.lastIndexOf(' ') + 1)));
        }

        HttpResponse<String> passed = server.get("Bearer " + AccountRelayTest.SIGNED, "/account/login", "");
        assertThat(passed.statusCode()).as(passed.body()).isEqualTo(200);
        assertThat(server.http.account.received).anyMatch(received -> received.mentions(AccountRelayTest.SIGNED));
    }

    /** The routes on which nobody without a credential is anybody. The login of Account's own decides for itself. */
    private List<Route> guarded() {
        List<Route> guarded = routes().stream()
                .filter(route -> !route.path().equals("/account/login"))
                .filter(route -> ask(route, "", "north").statusCode() == 401)
                .toList();
        assertThat(guarded).hasSizeGreaterThan(30);
        return guarded;
    }

    private void assertDead(String authorization, String tenant) {
        for (Route route : guarded) {
            assertThat(outcome(ask(route, authorization, tenant)))
                    .as(route.toString())
                    .startsWith("401");
        }
    }

    @Test
    void aTenantThatHasNotInstalledAPluginIsUnknownToItEverywhere() {
        int there = 0;
        for (Route route : guarded) {
            HttpResponse<String> foreign = ask(route, PluginServer.of(server.two), "south");
            assertThat(outcome(foreign))
                    .as(route.toString())
                    .isEqualTo(outcome(ask(route, PluginServer.of(server.two), "nowhere")))
                    .matches(
                            "404 tenant_unknown|404 installation_unknown|404 plugin_unknown|403 account_token_required|401 missing_token|200 ");
            assertThat(foreign.body()).as(route.toString()).doesNotContain("south", "beta");
            there += outcome(ask(route, PluginServer.of(server.two), "north")).contains("tenant_unknown") ? 0 : 1;
        }
        assertThat(there).as("routes on which the tenant that has it is known").isGreaterThan(30);
    }

    @Test
    void aConnectionIsOfItsOwnTenantEverywhere() {
        String connection = PluginServer.ofConnection(server.twoInNorth);
        String traded = server.traded(server.two, server.twoInNorth);
        for (Route route : guarded) {
            for (String authorization : List.of(connection, traded)) {
                HttpResponse<String> foreign = ask(route, authorization, "south");
                assertThat(outcome(foreign))
                        .as(route.toString())
                        .isEqualTo(outcome(ask(route, authorization, "nowhere")));
                assertThat(foreign.body()).as(route.toString()).doesNotContain("south", "beta");
            }
        }
    }

    /** What stands in query and body chooses no tenant, whoever asks. */
    @Test
    void queryAndBodyNameNoTenant() {
        String connection = PluginServer.ofConnection(server.oneInNorth);
        String query = "/api/v1/fake/echo/a?tenant=south&Connector-Tenant=south&space="
                + server.south.operational().getFirst().id();
        assertThat(server.get(connection, query, "").body()).contains("\"tenant\":\"north\"");
        assertThat(server.http
                        .send(server.as(connection, "/api/v1/fake/echo/a", "")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"tenant\":\"south\",\"organisation\":\"beta\"}")))
                        .body())
                .contains("\"tenant\":\"north\"");
        assertThat(server.http
                        .send(server.as(connection, "/api/v1/fake/echo/a", "")
                                .header(
                                        "Connector-Space",
                                        server.south
                                                .operational()
                                                .getFirst()
                                                .id()
                                                .toString()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.get(PluginServer.of(server.one), "/api/v1/fake/echo/a", "south")
                        .body())
                .contains("\"tenant\":\"south\"");
    }

    @Test
    void theIdOfOneWithTheTokenOfAnotherIsNobody() {
        String north = server.oneInNorth.to().connection();
        assertDead(PluginServer.credential("PluginConnection", north, server.oneInSouth.secret()), "north");
        assertDead(PluginServer.credential("PluginConnection", north, server.one.secret()), "north");
        assertDead(PluginServer.credential("Plugin", "one", server.two.secret()), "north");
        assertDead(PluginServer.credential("Plugin", "one", server.oneInNorth.secret()), "north");
        assertThat(server.get(PluginServer.ofConnection(server.oneInNorth), "/api/v1/fake/echo/a", "north")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void noSchemeTakesTheCredentialsOfAnother() {
        assertDead(PluginServer.of(server.one).replace("Plugin ", "PluginConnection "), "north");
        assertDead(PluginServer.ofConnection(server.oneInNorth).replace("PluginConnection ", "Plugin "), "north");
        assertDead(PluginServer.of(server.one).replace("Plugin ", "Bearer "), "north");
        assertDead("Bearer " + server.one.secret(), "north");
        assertDead(PluginServer.of(server.one).replace("Plugin ", "Basic "), "north");
        assertDead(server.traded(server.one, server.oneInNorth).replace("Bearer ", "Plugin "), "north");
        assertThat(server.get(PluginServer.of(server.one).replace("Plugin ", "pLUGIN "), "/api/v1/fake/echo/a", "north")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void afterASuspensionNothingIsLeftOnAnyRoute() {
        String traded = server.traded(server.two, server.twoInNorth);
        String connection = PluginServer.ofConnection(server.twoInNorth);

        server.store
                .admin
                .installations()
                .suspend(server.north, server.twoInNorth.to().id().toString());

        assertDead(traded, "north");
        assertDead(connection, "north");
        for (Route route : guarded) {
            HttpResponse<String> answer = ask(route, PluginServer.of(server.two), "north");
            assertThat(outcome(answer))
                    .as(route.toString())
                    .isEqualTo(outcome(ask(route, PluginServer.of(server.two), "nowhere")));
        }
        assertThat(server.traded(server.two, server.twoInNorth)).isEqualTo("Bearer ");
        server.store
                .admin
                .installations()
                .resume(server.north, server.twoInNorth.to().id().toString());
        assertThat(server.get(connection, "/api/v1/fake/echo/a", "north").statusCode())
                .isEqualTo(200);
    }
}
