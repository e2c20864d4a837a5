package io.traceconnector.app.callers.oidc;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.Tenants;
import io.traceconnector.app.callers.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What an issuer's word about a caller means here: the tenant, roles, and claims that policies may ask for. */
final class ForeignClaims {

    /** More of a list are not read. */
    private static final int MOST = 256;

    private final IssuerConfig config;
    private final Tenants tenants;

    ForeignClaims(IssuerConfig config, Tenants tenants) {
        this.config = config;
        this.tenants = tenants;
    }

    /** As of now; what the token is bound to, if to anything, is still to be shown. */
    Verdict accepted(JsonNode claims, Instant expires, BearerToken token) {
        return new Verdict.Accepted(
                principal(claims, expires, token.fingerprint().substring(0, 16)), Binding.of(claims));
    }

    /** The tenants that there are not are left out. */
    private Principal principal(JsonNode claims, Instant expires, String credential) {
        Set<String> roles = new LinkedHashSet<>();
        config.rolePaths().forEach(path -> roles.addAll(texts(at(claims, path))));
        Rights rights = Rights.of(roles.toArray(String[]::new));
        Map<TenantId, Rights> entered = new HashMap<>();
        config.tenant()
                .<List<TenantId>>map(List::of)
                .orElseGet(() -> named(claims))
                .forEach(tenant -> entered.put(tenant, rights));
        Map<String, Set<String>> told = new HashMap<>();
        for (String name : config.claims()) {
            told.put(name, texts(at(claims, name)));
        }
        String subject = claims.path("sub").asString("");
        told.put("sub", Set.of(subject));
        return new Principal(
                "oidc-user:" + config.issuer() + "#" + subject,
                Principal.Kind.OIDC_USER,
                Optional.empty(),
                entered,
                told,
                expires,
                credential);
    }

    /** Whether the issuer gave it out for us; it may be for others too. */
    boolean isForUs(JsonNode claims) {
        return texts(claims.path("aud")).contains(config.audience());
    }

    private List<TenantId> named(JsonNode claims) {
        return texts(at(claims, config.tenantClaim().orElseThrow())).stream()
                .flatMap(name -> tenants.named(name).stream())
                .map(Tenant::id)
                .toList();
    }

    /** A path is a JSON pointer, or names with dots between them. */
    private static JsonNode at(JsonNode claims, String path) {
        if (path.startsWith("/")) {
            return claims.at(path);
        }
        JsonNode found = claims;
        for (String name : path.split("\\.", -1)) {
            found = found.path(name);
        }
        return found;
    }

    /** One text, or the texts of a list. */
    private static Set<String> texts(JsonNode value) {
        Set<String> texts = new LinkedHashSet<>();
        if (value.isString()) {
            texts.add(value.stringValue());
        } else if (value.isArray()) {
            value.values().stream()
                    .limit(MOST)
                    .filter(JsonNode::isString)
                    .forEach(item -> texts.add(item.stringValue()));
        }
        return texts;
    }
}
