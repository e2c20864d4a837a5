package io.traceconnector.app.http;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.PluginCallers;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.TestingTenants;
import io.traceconnector.app.callers.policy.BuiltInRoles;
import io.traceconnector.app.callers.store.Installation;
import io.traceconnector.app.callers.store.Issued;
import io.traceconnector.app.callers.store.Plugin;
import io.traceconnector.app.callers.store.TestingStore;
import io.traceconnector.app.callers.throttle.TestingThrottle;
import io.traceconnector.app.callers.throttle.ThrottleConfig;
import io.traceconnector.app.callers.tokens.FakeTokenKeys;
import io.traceconnector.app.callers.tokens.PathPatterns;
import io.traceconnector.app.callers.tokens.TestingTokens;
import io.traceconnector.app.callers.tokens.TokenAuthority;
import io.traceconnector.app.keys.TestKeys;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The real HTTP surface with the real store: tenants {@code north} and {@code south}; plugin {@code one}, which both have installed, and plugin
 * {@code two}, which is at home in the north only.
 */
final class PluginServer implements AutoCloseable {

    private static final Set<String> ACTIONS = Set.of("fake:use", "links:read", "files:read", "workflows:read");

    final TestingStore store = new TestingStore(
            Map.of(
                    new TenantId("north"),
                    TestingTenants.config(TestingHttp.ACME.value()),
                    new TenantId("south"),
                    TestingTenants.config(TestingHttp.BETA.value())),
            Set.of(TestingHttp.ACME, TestingHttp.BETA));
    final FakeModule module = new FakeModule();
    final TestingHttp http;
    final Tenant north = store.tenants.named("north").orElseThrow();
    final Tenant south = store.tenants.named("south").orElseThrow();
    final Issued<Plugin> one = store.admin.plugins().create("one", "", ACTIONS, List.of());
    final Issued<Plugin> two = store.admin.plugins().create("two", "", ACTIONS, List.of());
    final Issued<Installation> oneInNorth = installed(north, "one");
    final Issued<Installation> oneInSouth = installed(south, "one");
    final Issued<Installation> twoInNorth = installed(north, "two");

    /** Failures slow nobody down. */
    PluginServer() {
        this(TestingThrottle.PATIENT);
    }

    PluginServer(ThrottleConfig throttle) {
        FakeTokenKeys ring = new FakeTokenKeys();
        ring.keys.put(TestingHttp.ACME, List.of(TestKeys.EC));
        ring.keys.put(TestingHttp.BETA, List.of(TestKeys.ED25519));
        TokenAuthority authority = TestingTokens.authority(store.tenants, store.identities, ring);
        Callers callers = new Callers(
                List.of(authority.authenticator(), new PluginCallers(store.identities)),
                store.tenants,
                new BuiltInRoles(),
                PathPatterns::allow,
                Clock.systemUTC());
        http = new TestingHttp(store, callers, authority, throttle);
        http.modules.add(module.running());
        List.of(TestingHttp.ACME, TestingHttp.BETA)
                .forEach(organisation -> http.links.workflows.put(organisation, List.of()));
    }

    private Issued<Installation> installed(Tenant tenant, String plugin) {
        return store.admin.installations().install(tenant, plugin, ACTIONS, Set.of());
    }

    static String credential(String scheme, String id, String secret) {
        return scheme + " " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    static String of(Issued<Plugin> plugin) {
        return credential("Plugin", plugin.to().id(), plugin.secret());
    }

    static String ofConnection(Issued<Installation> installation) {
        return credential("PluginConnection", installation.to().connection(), installation.secret());
    }

    /** What a plugin gets for its own token in one tenant. */
    String traded(Issued<Plugin> plugin, Issued<Installation> installation) {
        String path = "/plugins/" + plugin.to().id() + "/installations/"
                + installation.to().id() + "/access_tokens";
        HttpResponse<String> answer = http.send(as(of(plugin), path, "").POST(HttpRequest.BodyPublishers.noBody()));
        return "Bearer " + TokenServer.json(answer).path("access_token").asString();
    }

    /** @param tenant in the header; none where it is empty */
    HttpRequest.Builder as(String authorization, String path, String tenant) {
        HttpRequest.Builder request = HttpRequest.newBuilder(http.url(path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (!tenant.isEmpty()) {
            request.header("Connector-Tenant", tenant);
        }
        return request;
    }

    HttpResponse<String> get(String authorization, String path, String tenant) {
        return http.send(as(authorization, path, tenant));
    }

    @Override
    public void close() {
        module.released.countDown();
        http.close();
    }
}
