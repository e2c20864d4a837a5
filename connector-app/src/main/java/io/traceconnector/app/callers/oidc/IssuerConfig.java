package io.traceconnector.app.callers.oidc;

import io.traceconnector.api.Default;
import io.traceconnector.api.TenantId;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An issuer whose access tokens count.
 *
 * @param issuer as it stands in its tokens, to the letter
 * @param audience that its tokens must be for
 * @param jwksUrl where its keys are; left out, its metadata say so
 * @param tenant whose callers it recognises
 * @param tenantClaim the claim, or the path to it, that names the tenant; one of tenant and this
 * @param roles paths to lists of roles in its tokens; left out, {@code realm_access.roles} and {@code resource_access.<audience>.roles}
 * @param claims names of claims that policies may ask for
 * @param allowPrivate whether it may have an address that is not public, and on the loopback be without TLS
 * @param ca PEM certificates that its own is checked against, and no others; left out, those that Java trusts
 * @param introspection how it tells about opaque tokens
 */
public record IssuerConfig(
        String issuer,
        String audience,
        Optional<URI> jwksUrl,
        Optional<TenantId> tenant,
        Optional<String> tenantClaim,
        Optional<List<String>> roles,
        List<String> claims,
        @Default("false") boolean allowPrivate,
        Optional<Path> ca,
        Optional<IntrospectionConfig> introspection) {

    public IssuerConfig {
        roles = roles.map(List::copyOf);
        claims = List.copyOf(claims);
        if (audience.isBlank()) {
            throw new IllegalArgumentException("audience must be what the issuer's tokens are for");
        }
        if (tenant.isPresent() == tenantClaim.isPresent()) {
            throw new IllegalArgumentException("an issuer has exactly one of tenant and tenant-claim");
        }
        IssuerUrl.require(URI.create(issuer), allowPrivate, "issuer");
        for (URI url : jwksUrl.stream().toList()) {
            IssuerUrl.require(url, allowPrivate, "jwks-url");
        }
        for (IntrospectionConfig asked : introspection.stream().toList()) {
            IssuerUrl.require(asked.url(), allowPrivate, "introspection.url");
        }
    }

    /** Where the roles are. */
    List<String> rolePaths() {
        return roles.orElseGet(() -> List.of("realm_access.roles", "/resource_access/" + pointer(audience) + "/roles"));
    }

    /** As a part of a JSON pointer (RFC 6901). */
    private static String pointer(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
