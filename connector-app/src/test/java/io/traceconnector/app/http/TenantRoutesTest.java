package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Operators of the connector give tenants policies, spaces, names and organisations; administrators of a tenant do not. */
final class TenantRoutesTest {

    private static final String ADMIN = "fake-admin";

    @TempDir
    private Path directory;

    private final TestingHttp http = new TestingHttp();

    @AfterEach
    void close() {
        http.close();
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static void refused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains(code);
    }

    private String policy(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private HttpResponse<String> make(String policy) {
        return http.tell(
                "/tenants",
                "{\"id\":\"beta\",\"organisations\":[\"beta\"],\"spaces\":[{\"name\":\"production\",\"workflows\":[\"7\"]}],\"policy\":\""
                        + policy + "\"}");
    }

    private void recogniseAdministrator() {
        http.recognised.knows(
                ADMIN,
                new Principal(
                        "operator:1",
                        Principal.Kind.OPERATOR,
                        Optional.empty(),
                        Map.of(new TenantId("beta"), Rights.of("connector.admin")),
                        Map.of(),
                        Instant.MAX,
                        ADMIN));
    }

    @Test
    void aTenantIsMadeWithAPolicyAndGetsAnotherAndNone() throws IOException {
        String first = policy("first.yaml", "version: 1");
        String second = policy("second.yaml", "version: 1");

        assertThat(json(make(first)).path("policy").stringValue()).isEqualTo(first);
        JsonNode changed = json(http.tell(
                "/tenants/beta:change", "{\"policy\":\"" + second + "\",\"aliases\":[\"b-1\"],\"removeSpaces\":[]}"));
        assertThat(changed.path("policy").stringValue()).isEqualTo(second);
        assertThat(http.manage("/tenants/b-1").body()).contains(second);
        assertThat(http.manage("/tenants").body()).contains(second);
        assertThat(json(http.tell("/tenants/beta:change", "{}"))).isEqualTo(changed);
        assertThat(json(http.tell("/tenants/beta:change", "{\"policy\":null}")).has("policy"))
                .isFalse();
    }

    @Test
    void spacesAreReplacedByNameAndTaken() throws IOException {
        JsonNode made = json(make(policy("policy.yaml", "version: 1")));

        JsonNode changed = json(http.tell(
                "/tenants/beta:change",
                "{\"spaces\":[{\"name\":\"production\"},{\"name\":\"trial\",\"workflows\":[\"8\"]}]}"));

        assertThat(changed.path("spaces")).hasSize(3);
        assertThat(changed.path("spaces").path(1).path("id"))
                .isEqualTo(made.path("spaces").path(1).path("id"));
        assertThat(changed.path("spaces").path(1).has("workflows")).isFalse();
        assertThat(json(http.tell("/tenants/beta:change", "{\"removeSpaces\":[\"trial\"]}"))
                        .path("spaces"))
                .hasSize(2);
    }

    @Test
    void theKindOfATenantIsSaidWhenItIsMadeChangedLaterAndSeenByWhoBelongsToIt() {
        JsonNode made =
                json(http.tell("/tenants", "{\"id\":\"beta\",\"kind\":\"experiment\",\"organisations\":[\"beta\"]}"));
        recogniseAdministrator();

        assertThat(made.path("kind").stringValue()).isEqualTo("experiment");
        for (String path : List.of("/tenants", "/tenants/beta")) {
            assertThat(http.send(http.as(ADMIN, path)).body()).as(path).contains("\"kind\":\"experiment\"");
        }
        assertThat(json(http.tell("/tenants/beta:change", "{\"kind\":\"production\"}"))
                        .path("kind")
                        .stringValue())
                .isEqualTo("production");
        refused(http.tell("/tenants/beta:change", "{\"kind\":\"toy\"}"), 400, "kind must be production or experiment");
        refused(http.tell("/tenants/beta:change", "{\"kind\":null}"), 400, "body_malformed");
    }

    @Test
    void aPolicyThatCannotBeUsedIsToldWithItsPlace() throws IOException {
        String broken = policy("broken.yaml", "version: 1\nrows: 7");

        refused(make(broken), 400, "policy_unusable");
        assertThat(make(broken).body()).contains(broken + ":2: rows");
        refused(make("policy.yaml"), 400, "absolute path");
        refused(make("/no\\u0000where"), 400, "body_malformed");
        refused(http.manage("/tenants/beta"), 404, "tenant_unknown");
        refused(http.tell("/tenants/default:change", "{\"policy\":null}"), 409, "tenant_configured");
        refused(http.tell("/tenants/nowhere:change", "{}"), 404, "tenant_unknown");
        json(make(policy("good.yaml", "version: 1")));
        refused(http.tell("/tenants/beta:change", "{\"policy\":7}"), 400, "body_malformed");
        refused(http.tell("/tenants/beta:change", "{\"id\":\"gamma\"}"), 400, "body_malformed");
    }

    @Test
    void theTenantsAdministratorsNeitherChangeItNorSeeWhereItsPolicyIs() throws IOException {
        String policy = policy("policy.yaml", "version: 1");
        json(make(policy));
        recogniseAdministrator();

        HttpResponse<String> change = http.send(http.as(ADMIN, "/tenants/beta:change")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"policy\":null}")));

        assertThat(change.statusCode()).isEqualTo(405);
        assertThat(json(http.get(ADMIN, "/tenants/beta")).has("policy")).isFalse();
        assertThat(json(http.manage("/tenants/beta")).path("policy").stringValue())
                .isEqualTo(policy);
    }
}
