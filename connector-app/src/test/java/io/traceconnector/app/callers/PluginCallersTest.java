package io.traceconnector.app.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.callers.policy.BuiltInRoles;
import io.traceconnector.app.callers.store.Installation;
import io.traceconnector.app.callers.store.Issued;
import io.traceconnector.app.callers.store.Plugin;
import io.traceconnector.app.callers.store.TestingStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection's token names the connection, so that it may stand alone. */
final class PluginCallersTest {

    private final TestingStore store = new TestingStore(Map.of(), Set.of(new OrganisationId("ours")));
    private final Callers callers = new Callers(
            List.of(new PluginCallers(store.identities)),
            store.tenants,
            new BuiltInRoles(),
            (patterns, path) -> false,
            Clock.systemUTC());

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private Issued<Installation> installed() {
        store.admin.plugins().create("chat", "", Set.of("links:read"), List.of());
        Tenant tenant = store.tenants.named("default").orElseThrow();
        return store.admin.installations().install(tenant, "chat", Set.of("links:read"), Set.of());
    }

    private Admission ask(String header) {
        return callers.admit(
                TestingFacts.of(header), TestingFacts.asks(new Demand.Grant("links:read", SpaceKind.OPERATIONAL)));
    }

    private static String encoded(String id, String token) {
        return Base64.getEncoder().encodeToString((id + ":" + token).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aConnectionsTokenIsTakenAloneAndBehindItsId() {
        Issued<Installation> made = installed();

        for (String credential : List.of(made.secret(), encoded(made.to().connection(), made.secret()))) {
            assertThat(ask("PluginConnection " + credential))
                    .isInstanceOfSatisfying(
                            Admission.Admitted.class,
                            admitted -> assertThat(
                                            admitted.session().principal().id())
                                    .isEqualTo(made.to().caller()));
        }
    }

    @Test
    void aPluginsTokenNamesNoPluginAndNeedsItsId() {
        Issued<Plugin> plugin = store.admin.plugins().create("chat", "", Set.of("links:read"), List.of());

        assertThat(refusal("Plugin " + plugin.secret())).isEqualTo("invalid_token");
        assertThat(refusal("Plugin " + encoded("chat", plugin.secret())))
                .as("recognised, and in no tenant yet")
                .isNotEqualTo("invalid_token");
    }

    private String refusal(String header) {
        return ask(header) instanceof Admission.Refused refused ? refused.code() : "";
    }

    @Test
    void aMistypedTokenOrOneOfAnotherKindIsRefused() {
        String token = installed().secret();
        String mistyped = token.substring(0, token.length() - 1) + (token.endsWith("0") ? "1" : "0");

        for (String header : List.of("PluginConnection " + mistyped, "Plugin " + token, "Bearer " + token)) {
            assertThat(ask(header))
                    .as(header.substring(0, header.indexOf(' ')))
                    .isInstanceOfSatisfying(
                            Admission.Refused.class,
                            refused -> assertThat(refused.status()).isEqualTo(401));
        }
    }
}
