package io.traceconnector.app.callers.tokens;

import com.nimbusds.jwt.JWTClaimsSet;
import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.Installation;
import io.traceconnector.app.callers.store.Operator;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Makes tokens (RFC 9068 section 2.2), and counts each. What they may hold is decided before. Blocks while the key signs. */
final class TokenMint {

    private final Issuers issuers;
    private final TenantKeys keys;
    private final OwnTokensConfig config;
    private final TokenRequests requests;
    private final Clock clock;

    TokenMint(Issuers issuers, TenantKeys keys, OwnTokensConfig config, TokenRequests requests, Clock clock) {
        this.issuers = issuers;
        this.keys = keys;
        this.config = config;
        this.requests = requests;
        this.clock = clock;
    }

    /** @param latest it ends by then, however long it could live */
    Minted forAccount(
            Tenant tenant, ServiceAccount account, Map<UUID, Set<String>> spaces, Instant latest, Binding binding) {
        Map<String, List<String>> listed = new TreeMap<>();
        spaces.forEach((space, roles) ->
                listed.put(space.toString(), roles.stream().sorted().toList()));
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(account.clientId())
                .claim("client_id", account.clientId())
                .claim("account", account.id().toString())
                .claim("spaces", listed)
                .claim("gen", account.generation());
        if (config.compat() == Compatibility.CHASSI) {
            claims.claim("scoped_roles", listed);
        }
        return mint(tenant, account.caller(), claims, SpaceScope.text(spaces), lifetime(config.life(), latest), binding)
                .notBefore(account.tokensFrom());
    }

    Minted forOperator(Tenant tenant, Operator operator) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(operator.id().toString())
                .claim("client_id", "connector")
                .claim("token_use", "operator")
                .claim(
                        "tenants",
                        operator.tenants().keySet().stream()
                                .sorted()
                                .map(Object::toString)
                                .toList())
                .claim("gen", operator.generation());
        return mint(
                tenant,
                operator.caller(),
                claims,
                "",
                lifetime(config.operatorLife(), Instant.MAX),
                new Binding.None());
    }

    /** @param latest it ends by then, however long it could live */
    Minted forConnection(
            Tenant tenant, Installation installation, Set<String> actions, Instant latest, Binding binding) {
        List<String> sorted = new ArrayList<>(actions);
        sorted.sort(null);
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(installation.id().toString())
                .claim("client_id", installation.plugin())
                .claim("token_use", "connection")
                .claim("actions", sorted)
                .claim("gen", installation.generation());
        return mint(
                tenant,
                installation.caller(),
                claims,
                String.join(" ", sorted),
                lifetime(config.connectionLife(), latest),
                binding);
    }

    /** From now on, in whole seconds. */
    private Lifetime lifetime(Duration life, Instant latest) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Lifetime(now, now.plus(life).isBefore(latest) ? now.plus(life) : latest);
    }

    private record Lifetime(Instant begins, Instant ends) {}

    private Minted mint(
            Tenant tenant, String caller, JWTClaimsSet.Builder claims, String scope, Lifetime life, Binding binding) {
        if (!scope.isEmpty()) {
            claims.claim("scope", scope);
        }
        binding.confirmation().ifPresent(confirmation -> claims.claim("cnf", confirmation));
        String id = UUID.randomUUID().toString();
        TokenDeed deed = new TokenDeed(tenant.id(), caller, id);
        requests.count(deed).ifPresent(wait -> {
            throw new TooManyTokensException(caller, (int) Math.clamp(wait.toSeconds(), 1, 86_400));
        });
        String token = keys.sign(
                tenant,
                claims.issuer(issuers.of(tenant.id()))
                        .audience(issuers.audience())
                        .claim("tid", tenant.id().value())
                        .issueTime(Date.from(life.begins()))
                        .expirationTime(Date.from(life.ends()))
                        .jwtID(id)
                        .build());
        return new Minted(
                token, deed, Duration.between(life.begins(), life.ends()).toSeconds(), life.ends(), scope, binding, 0);
    }
}
