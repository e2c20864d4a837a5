package io.traceconnector.app;

import io.traceconnector.app.TwoTenants.Try;
import io.traceconnector.app.callers.oidc.FakeIssuer;
import io.traceconnector.app.callers.tokens.TestJwt;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes callers of every kind that there is, in one tenant or both, with some of the rights that there are. */
final class RandomCallers {

    static final List<String> TENANTS = List.of("north", "south");
    /** Groups of proxied users stand for the roles of the same name. */
    static final List<String> ROLES =
            List.of("connector.reader", "connector.writer", "connector.relay", "connector.admin");

    private static final List<String> ACTIONS = List.of(
            "workflows:read", "links:read", "links:write", "files:read", "files:write", "outbox:read", "search:use");
    private static final String PASSWORD = "correct horse battery";

    private final TwoTenants both;
    private final FakeIssuer issuer;
    private final Random random;
    private int made;

    RandomCallers(TwoTenants both, FakeIssuer issuer, Random random) {
        this.both = both;
        this.issuer = issuer;
        this.random = random;
    }

    /** @param credential the headers that say who it is */
    record Someone(String what, Set<String> tenants, Map<String, String> credential) {

        static Someone of(String what, Set<String> tenants, String authorization) {
            return new Someone(what, tenants, Map.of("Authorization", authorization));
        }

        @Override
        public String toString() {
            return what + " of " + tenants;
        }
    }

    /** One of each kind. */
    List<Someone> oneOfEach() throws Exception {
        List<Someone> all = new ArrayList<>(List.of(account(), integratorsUser(), operator(), foreign(), proxied()));
        all.addAll(plugins());
        return all;
    }

    private <T> T one(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** At least one of them. */
    private <T> List<T> some(List<T> from) {
        List<T> shuffled = new ArrayList<>(from);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 1 + random.nextInt(from.size()));
    }

    private JsonNode made(String tenant) throws Exception {
        return both.account(tenant, some(ROLES).toArray(String[]::new));
    }

    private Someone account() throws Exception {
        String tenant = one(TENANTS);
        return Someone.of("a service account", Set.of(tenant), both.token(tenant, made(tenant)));
    }

    private Someone integratorsUser() throws Exception {
        String tenant = one(TENANTS);
        JsonNode account = made(tenant);
        JsonNode key = both.manage(
                "/tenants/" + tenant + "/service-accounts/" + account.path("id").asString() + "/keys", "{}");
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new TreeMap<>(Map.of(
                "iss",
                account.path("email").asString(),
                "sub",
                account.path("email").asString(),
                "aud",
                both.connector.api(),
                "iat",
                now,
                "exp",
                now + 3600,
                "project_id",
                tenant,
                "user_id",
                "jane"));
        claims.put("groups", some(List.of("staff", "board")));
        claims.put("resource_access", some(List.of("/**", "/api/v1/**", "/api/v1/search/**", "/tenants/**")));
        String token = TestJwt.signed(
                Map.of("alg", "RS256", "kid", key.path("kid").asString(), "typ", "JWT"),
                claims,
                PrivateKeyPem.parse(key.path("privateKey").asString().getBytes(StandardCharsets.US_ASCII))
                        .key());
        return Someone.of("an integrator's user", Set.of(tenant), "Bearer " + token);
    }

    private Someone operator() throws Exception {
        List<String> in = some(TENANTS);
        ObjectNode body =
                JsonLines.MAPPER.createObjectNode().put("name", "o" + made++).put("password", PASSWORD);
        ObjectNode roles = body.putObject("tenants");
        in.forEach(tenant -> some(ROLES).forEach(roles.putArray(tenant)::add));
        both.manage("/operators", body.toString());
        String login = "{\"name\":\"" + body.path("name").asString() + "\",\"password\":\"" + PASSWORD + "\"}";
        JsonNode session = both.succeeds(Try.post("/auth/login", login), Map.of());
        return Someone.of(
                "an operator",
                Set.copyOf(in),
                "Bearer " + session.path("access_token").asString());
    }

    private Someone foreign() {
        String tenant = one(TENANTS);
        Map<String, Object> claims = issuer.claims();
        claims.put("tenant", tenant);
        claims.put("realm_access", Map.of("roles", some(ROLES)));
        return Someone.of("a user of another issuer", Set.of(tenant), "Bearer " + issuer.token("one", claims));
    }

    private Someone proxied() {
        List<String> in = some(TENANTS);
        Map<String, String> headers =
                new TreeMap<>(Map.of("X-Forwarded-User", "jane", "X-Forwarded-Groups", String.join(",", some(ROLES))));
        if (in.size() == 1) {
            headers.put("X-Tenant", in.getFirst());
        }
        return new Someone("a proxied user", Set.copyOf(in), headers);
    }

    /** A plugin, one of its connections, and what it got for its token there. */
    private List<Someone> plugins() throws Exception {
        String id = "p" + made++;
        ObjectNode body = JsonLines.MAPPER.createObjectNode().put("id", id);
        ACTIONS.forEach(body.putArray("wanted")::add);
        JsonNode plugin = both.manage("/plugins", body.toString());
        List<String> in = some(TENANTS);
        String authorization = keyed("Plugin", id, plugin.path("pluginToken").asString());
        List<Someone> all = new ArrayList<>(List.of(Someone.of("a plugin", Set.copyOf(in), authorization)));
        for (String tenant : in) {
            ObjectNode installing = JsonLines.MAPPER.createObjectNode().put("plugin", id);
            ArrayNode grants = installing.putArray("grants");
            some(ACTIONS).forEach(grants::add);
            JsonNode installed = both.manage("/tenants/" + tenant + "/installations", installing.toString());
            String connection = keyed(
                    "PluginConnection",
                    installed.path("connection").asString(),
                    installed.path("connectionToken").asString());
            String path =
                    "/plugins/" + id + "/installations/" + installed.path("id").asString() + "/access_tokens";
            JsonNode traded = both.succeeds(Try.post(path, "{}"), Map.of("Authorization", authorization));
            all.add(Someone.of("a connection", Set.of(tenant), connection));
            all.add(Someone.of(
                    "a traded token",
                    Set.of(tenant),
                    "Bearer " + traded.path("access_token").asString()));
        }
        return all;
    }

    private static String keyed(String scheme, String id, String secret) {
        return scheme + " "
                + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.US_ASCII));
    }

    /** Tenants that somebody may not enter. */
    static Set<String> closedTo(Someone someone) {
        Set<String> closed = new TreeSet<>(TENANTS);
        closed.removeAll(someone.tenants());
        return closed;
    }
}
