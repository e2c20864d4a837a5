package io.traceconnector.app.callers.proxy;

import io.traceconnector.api.Default;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.network.AddressRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proxies in front of the connector.
 *
 * @param trusted where they are; what others say in such headers is taken away unread
 * @param proof how they prove what they say of somebody; left out, their word counts on where a request comes from, and on nobody
 * @param tenants that their users may enter
 * @param roles that each of their users has
 * @param groupRoles roles of those who are in a group
 * @param believedFor how long an answer may last on their word
 */
public record ProxyConfig(
        List<AddressRange> trusted,
        IdentityHeaders identityHeaders,
        Optional<ProofConfig> proof,
        @Default("reject") WithAuthorization withAuthorization,
        @Default("[default]") List<TenantId> tenants,
        List<String> roles,
        Map<String, List<String>> groupRoles,
        @Default("1h") Duration believedFor) {

    public ProxyConfig {
        trusted = List.copyOf(trusted);
        tenants = List.copyOf(tenants);
        roles = List.copyOf(roles);
        groupRoles = Map.copyOf(groupRoles);
        require(
                proof.isEmpty() || (!trusted.isEmpty() && !tenants.isEmpty()),
                "proof needs at least one range in trusted, and one tenant in tenants");
        require(
                !proof.map(ProofConfig::none).orElse(false) || trusted.stream().allMatch(AddressRange::isLoopback),
                "proof none: true is for proxies on the loopback address only");
        require(
                believedFor.toSeconds() >= 1 && believedFor.compareTo(Duration.ofDays(1)) <= 0,
                "believed-for must be 1s to 1d");
        List<String> names =
                new ArrayList<>(List.of(identityHeaders.user(), identityHeaders.tenant(), identityHeaders.groups()));
        proof.flatMap(ProofConfig::hmac)
                .ifPresent(hmac -> names.addAll(List.of(hmac.header(), hmac.timestamp(), hmac.nonce())));
        IdentityHeaders.requireNames(names);
    }

    /** No proxy at all. */
    public static ProxyConfig none() {
        return new ProxyConfig(
                List.of(),
                new IdentityHeaders("X-Forwarded-User", "X-Tenant", "X-Forwarded-Groups"),
                Optional.empty(),
                WithAuthorization.REJECT,
                List.of(),
                List.of(),
                Map.of(),
                Duration.ofHours(1));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
