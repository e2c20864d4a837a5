package io.traceconnector.app.http;

import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.Installation;
import io.traceconnector.app.callers.store.Networks;
import io.traceconnector.app.callers.store.Operator;
import io.traceconnector.app.callers.store.Plugin;
import io.traceconnector.app.callers.store.RegisteredKey;
import io.traceconnector.app.callers.store.SecretFacts;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tenants, service accounts and the others as JSON. Shows no secret: that is put in by who has just made it. */
final class IdentityViews {

    private final String base;

    /** @param base URL under which applications reach the connector */
    IdentityViews(String base) {
        this.base = base;
    }

    static <T> ObjectNode list(String name, List<T> items, Function<T, ObjectNode> view) {
        ObjectNode answer = object();
        ArrayNode array = answer.putArray(name);
        items.forEach(item -> array.add(view.apply(item)));
        return answer;
    }

    static ObjectNode tenant(Tenant tenant) {
        ObjectNode view = membership(tenant);
        texts(view.putArray("aliases"), tenant.aliases());
        texts(
                view.putArray("organisations"),
                tenant.organisations().stream().map(Object::toString).toList());
        view.setAll(spaces(tenant));
        return view;
    }

    /** What operators of the connector see of a tenant. */
    static ObjectNode managed(Tenant tenant) {
        ObjectNode view = tenant(tenant);
        tenant.policy().ifPresent(file -> view.put("policy", file.toString()));
        return view;
    }

    /** What anybody sees of a tenant who belongs to it. */
    static ObjectNode membership(Tenant tenant) {
        return object().put("id", tenant.id().value())
                .put("kind", tenant.kind().toString())
                .put("enabled", tenant.enabled());
    }

    static ObjectNode spaces(Tenant tenant) {
        return list("spaces", tenant.spaces().toList(), space -> {
            ObjectNode view = object().put("id", space.id().toString())
                    .put("name", space.name())
                    .put("kind", space.kind().name().toLowerCase(Locale.ROOT));
            space.workflows()
                    .ifPresent(workflows -> texts(
                            view.putArray("workflows"),
                            workflows.stream().map(Object::toString).toList()));
            return view;
        });
    }

    ObjectNode account(ServiceAccount account) {
        ObjectNode view = object().put("id", account.id().toString())
                .put("tenant", account.tenant().value())
                .put("clientId", account.clientId())
                .put("email", account.email())
                .put("description", account.description())
                .put("enabled", account.enabled())
                .put("tokenEndpoint", base + "/auth/realms/" + account.tenant() + "/protocol/openid-connect/token");
        roles(view.putObject("scopedRoles"), account.scopedRoles());
        texts(view.putArray("resources"), account.resources());
        texts(view.putArray("networks"), account.networks().map(Networks::texts).orElse(List.of()));
        view.put("generation", account.generation())
                .put("createdAt", account.createdAt().toString());
        view.setAll(list("keys", account.keys(), IdentityViews::key));
        view.setAll(secrets(account.secrets()));
        return view;
    }

    static ObjectNode key(RegisteredKey key) {
        ObjectNode view =
                object().put("kid", key.kid()).put("createdAt", key.createdAt().toString());
        view.set("jwk", JsonMapper.shared().readTree(key.jwk()));
        return view;
    }

    static ObjectNode plugin(Plugin plugin) {
        ObjectNode view = object().put("id", plugin.id())
                .put("description", plugin.description())
                .put("enabled", plugin.enabled());
        plugin.owner().ifPresent(owner -> view.put("owner", owner.value()));
        texts(view.putArray("wanted"), plugin.wanted());
        texts(view.putArray("networks"), plugin.networks().map(Networks::texts).orElse(List.of()));
        view.put("createdAt", plugin.createdAt().toString());
        view.setAll(secrets(plugin.secrets()));
        return view;
    }

    /** What tenants see of a plugin: not whose it is. */
    static ObjectNode offer(Plugin plugin) {
        ObjectNode view = object().put("id", plugin.id()).put("description", plugin.description());
        texts(view.putArray("wanted"), plugin.wanted());
        return view;
    }

    static ObjectNode installation(Installation installation) {
        ObjectNode view = object().put("id", installation.id().toString())
                .put("plugin", installation.plugin())
                .put("tenant", installation.tenant().value())
                .put("connection", installation.connection())
                .put("suspended", installation.suspended());
        texts(view.putArray("granted"), installation.granted());
        texts(view.putArray("roles"), installation.roles());
        view.put("createdAt", installation.createdAt().toString());
        view.setAll(secrets(installation.secrets()));
        return view;
    }

    /** Networks are left out where there are none, or none that are told: of an operator of several tenants each knows its own part. */
    static ObjectNode operator(Operator operator) {
        ObjectNode view = object().put("id", operator.id().toString())
                .put("name", operator.name())
                .put("enabled", operator.enabled());
        roles(view.putObject("tenants"), operator.tenants());
        operator.networks().ifPresent(networks -> texts(view.putArray("networks"), networks.texts()));
        return view.put("createdAt", operator.createdAt().toString());
    }

    private static ObjectNode secrets(List<SecretFacts> secrets) {
        return list("secrets", secrets, secret -> {
            ObjectNode view = object().put("id", secret.id())
                    .put("createdAt", secret.createdAt().toString());
            secret.notBefore().ifPresent(at -> view.put("notBefore", at.toString()));
            secret.expiresAt().ifPresent(at -> view.put("expiresAt", at.toString()));
            secret.lastUsedAt().ifPresent(at -> view.put("lastUsedAt", at.toString()));
            return view;
        });
    }

    private static void roles(ObjectNode into, Map<?, Set<String>> roles) {
        new TreeMap<>(roles).forEach((key, some) -> texts(into.putArray(key.toString()), some));
    }

    private static void texts(ArrayNode into, Collection<String> texts) {
        texts.stream().sorted().forEach(into::add);
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }
}
