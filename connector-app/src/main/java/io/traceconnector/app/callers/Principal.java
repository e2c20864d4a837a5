package io.traceconnector.app.callers;

import io.traceconnector.api.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who was recognised by a credential. Holds nothing of the credential.
 *
 * @param id for logs, limits and policies, with its kind before it: {@code service-account:…}
 * @param onBehalfOf whom it says that it acts for
 * @param tenants that it may enter, with what it brings along for each
 * @param claims what policies may ask for besides roles: {@code user_id}, {@code access_control_id}, {@code groups}, …
 * @param expires when the credential ends; answers that last longer end then
 * @param credential tells two credentials of one principal apart in limits and in the audit log; cannot be turned back into one
 */
public record Principal(
        String id,
        Kind kind,
        Optional<String> onBehalfOf,
        Map<TenantId, Rights> tenants,
        Map<String, Set<String>> claims,
        Instant expires,
        String credential) {

    /** What kind of caller it is. */
    public enum Kind {
        SERVICE_ACCOUNT,
        INTEGRATOR_USER,
        OPERATOR,
        PLUGIN,
        PLUGIN_CONNECTION,
        ENTITY_ACCOUNT,
        OIDC_USER,
        PROXY_USER,
        NETWORK,
        CONFIGURED
    }

    public Principal {
        tenants = Map.copyOf(tenants);
        claims = Map.copyOf(claims);
    }

    /** The same, with other tenants. */
    Principal in(Map<TenantId, Rights> others) {
        return new Principal(id, kind, onBehalfOf, others, claims, expires, credential);
    }
}
