package io.traceconnector.app.callers;

import io.traceconnector.api.Default;
import io.traceconnector.api.SecretSource;
import io.traceconnector.app.callers.network.AddressRange;
import io.traceconnector.app.callers.network.NetworkConfig;
import io.traceconnector.app.callers.oidc.IssuerConfig;
import io.traceconnector.app.callers.pdp.AuthzConfig;
import io.traceconnector.app.callers.proxy.ProxyConfig;
import io.traceconnector.app.callers.store.StoreConfig;
import io.traceconnector.app.callers.throttle.ThrottleConfig;
import io.traceconnector.app.callers.tokens.IntegratorsConfig;
import io.traceconnector.app.callers.tokens.OwnTokensConfig;
import io.traceconnector.app.callers.usage.QuotaConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which credentials count. Without tokens here and without accounts at the organisations nobody is admitted.
 *
 * @param tokens bearer tokens whose callers see all organisations, each of 16 to 4,096 characters
 * @param tokenRoles what their callers may do, in every tenant
 * @param tokenNetworks from where they count, at most 100 ranges; none for everywhere
 * @param admittedFor how long a good answer of Account about a token is believed: a token that Account revokes is refused after that
 * @param refusedFor how long a refusal of Account is believed
 * @param remembered how many answers of Account are remembered; beyond that the least used are forgotten and asked for again
 * @param proxies in front of the connector
 * @param network whether the network alone admits
 * @param throttle bounds on how often is asked
 * @param quota bounds on how much is used in a day
 * @param ownTokens the tokens that the connector gives out
 * @param integrators tokens that service accounts sign themselves
 * @param issuers others whose tokens count
 * @param store where service accounts and others are kept that are made at run time
 * @param authz who decides besides the policies of tenants
 */
public record CallersConfig(
        List<SecretSource> tokens,
        Optional<List<String>> tokenRoles,
        List<AddressRange> tokenNetworks,
        @Default("60s") Duration admittedFor,
        @Default("10s") Duration refusedFor,
        @Default("10000") int remembered,
        ProxyConfig proxies,
        NetworkConfig network,
        ThrottleConfig throttle,
        QuotaConfig quota,
        StoreConfig store,
        OwnTokensConfig ownTokens,
        IntegratorsConfig integrators,
        List<IssuerConfig> issuers,
        AuthzConfig authz) {

    private static final int MOST_NETWORKS = 100;

    public CallersConfig {
        tokens = List.copyOf(tokens);
        issuers = List.copyOf(issuers);
        tokenRoles = tokenRoles.map(List::copyOf);
        tokenNetworks = List.copyOf(tokenNetworks);
        if (tokenNetworks.size() > MOST_NETWORKS) {
            throw new IllegalArgumentException("token-networks must have at most " + MOST_NETWORKS + " ranges");
        }
        if (admittedFor.isNegative() || refusedFor.isNegative()) {
            throw new IllegalArgumentException("admitted-for and refused-for must not be negative");
        }
        if (remembered < 1) {
            throw new IllegalArgumentException("remembered must be at least 1");
        }
    }
}
