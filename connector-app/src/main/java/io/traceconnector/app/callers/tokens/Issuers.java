package io.traceconnector.app.callers.tokens;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.Tenants;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Each tenant is an issuer of its own, below the address by which applications reach the connector. */
public final class Issuers {

    private static final String REALMS = "/auth/realms/";

    private final String base;
    private final Tenants tenants;

    /**
     * @param publicUrl never taken from a request: who sends one could choose the issuer
     * @throws IllegalArgumentException where it is not an absolute {@code http} or {@code https} address without query
     */
    public Issuers(URI publicUrl, Tenants tenants) {
        String scheme = String.valueOf(publicUrl.getScheme());
        if (!(scheme.equals("https") || scheme.equals("http"))
                || publicUrl.getHost() == null
                || publicUrl.getRawUserInfo() != null
                || publicUrl.getRawQuery() != null
                || publicUrl.getRawFragment() != null) {
            throw new IllegalArgumentException("http.public-url must be https://HOST or https://HOST/PATH");
        }
        this.base = publicUrl.toString().replaceFirst("/+$", "");
        this.tenants = tenants;
    }

    /** What the connector's own tokens are for: their {@code aud}. */
    public String audience() {
        return base;
    }

    public String of(TenantId tenant) {
        return base + REALMS + tenant;
    }

    /** Where that tenant's endpoint is, such as {@code token}. */
    public String endpoint(TenantId tenant, String name) {
        return of(tenant) + "/protocol/openid-connect/" + name;
    }

    /** Whether it is, or would be, one of ours. */
    boolean isOurs(String issuer) {
        return issuer.startsWith(base + REALMS);
    }

    /** The tenant that the issuer is, where there is one that is enabled. To the letter: aliases are no issuers. */
    Optional<Tenant> tenant(String issuer) {
        return isOurs(issuer) ? realm(issuer.substring(base.length() + REALMS.length())) : Optional.empty();
    }

    /** An enabled tenant by its id as it stands in a path. */
    public Optional<Tenant> realm(String name) {
        return tenants.all().stream()
                .filter(tenant -> tenant.enabled() && tenant.id().value().equals(name))
                .findFirst();
    }

    Optional<Tenant> enabled(TenantId tenant) {
        return tenants.byId(tenant).filter(Tenant::enabled);
    }

    List<Tenant> all() {
        return tenants.all();
    }

    /** The only tenant, where there is just one. */
    public Optional<Tenant> only() {
        return tenants.all().size() == 1
                ? Optional.of(tenants.all().getFirst()).filter(Tenant::enabled)
                : Optional.empty();
    }
}
