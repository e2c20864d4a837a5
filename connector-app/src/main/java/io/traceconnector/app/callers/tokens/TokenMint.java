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
import java.util.Optional;
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

    Minted forAccount(
            Tenant tenant, ServiceAccount account, Map<UUID, Set<String>> spaces, Origin origin, Binding binding) {
        Map<String, List<String>> listed = listed(spaces);
        JWTClaimsSet.Builder claims = claims(account, listed);
        origin.token().ifPresent(token -> claims.claim(Origin.CLAIM, token));
        if (config.compat() == Compatibility.CHASSI) {
            claims.claim("scoped_roles", listed);
        }
        return mint(
                        tenant,
                        account.caller(),
                        claims,
                        SpaceScope.text(spaces),
                        lifetime(config.life(), origin.ends()),
                        binding)
                .notBefore(account.tokensFrom());
    }

    /**
     * What the next token of that account can be had for. Not counted: it is no token to call with, and stands beside one that is.
     *
     * @param spaces what the next one can hold at most
     */
    RefreshToken refresh(Tenant tenant, ServiceAccount account, Map<UUID, Set<String>> spaces, Binding binding) {
        Lifetime life = lifetime(config.refreshLife(), Instant.MAX);
        // Those who ask for a new token send it to the issuer alone.
        JWTClaimsSet.Builder claims = bound(claims(account, listed(spaces)), binding)
                .audience(issuers.of(tenant.id()))
                .jwtID(UUID.randomUUID().toString());
        return new RefreshToken(sign(tenant, RefreshTokens.TYPE, claims, life), life.seconds());
    }

    private static Map<String, List<String>> listed(Map<UUID, Set<String>> spaces) {
        Map<String, List<String>> listed = new TreeMap<>();
        spaces.forEach((space, roles) ->
                listed.put(space.toString(), roles.stream().sorted().toList()));
        return listed;
    }

    private static JWTClaimsSet.Builder claims(ServiceAccount account, Map<String, List<String>> spaces) {
        return new JWTClaimsSet.Builder()
                .subject(account.clientId())
                .claim("client_id", account.clientId())
                .claim("account", account.id().toString())
                .claim("spaces", spaces)
                .claim("gen", account.generation());
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

    Minted forConnection(
            Tenant tenant, Installation installation, Set<String> actions, Origin origin, Binding binding) {
        List<String> sorted = new ArrayList<>(actions);
        sorted.sort(null);
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(installation.id().toString())
                .claim("client_id", installation.plugin())
                .claim("token_use", "connection")
                .claim("actions", sorted)
                .claim("gen", installation.generation());
        origin.token().ifPresent(token -> claims.claim(Origin.CLAIM, token));
        return mint(
                tenant,
                installation.caller(),
                claims,
                String.join(" ", sorted),
                lifetime(config.connectionLife(), origin.ends()),
                binding);
    }

    /** From now on, in whole seconds. */
    private Lifetime lifetime(Duration life, Instant latest) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Lifetime(now, now.plus(life).isBefore(latest) ? now.plus(life) : latest);
    }

    private record Lifetime(Instant begins, Instant ends) {

        long seconds() {
            return Duration.between(begins, ends).toSeconds();
        }
    }

    private Minted mint(
            Tenant tenant, String caller, JWTClaimsSet.Builder claims, String scope, Lifetime life, Binding binding) {
        if (!scope.isEmpty()) {
            claims.claim("scope", scope);
        }
        String id = UUID.randomUUID().toString();
        TokenDeed deed = new TokenDeed(tenant.id(), caller, id);
        requests.count(deed).ifPresent(wait -> {
            throw new TooManyTokensException(caller, (int) Math.clamp(wait.toSeconds(), 1, 86_400));
        });
        String token = sign(
                tenant,
                OwnTokenReader.TYPE,
                bound(claims, binding).audience(issuers.audience()).jwtID(id),
                life);
        return new Minted(token, deed, life.seconds(), life.ends(), scope, binding, 0, Optional.empty());
    }

    private static JWTClaimsSet.Builder bound(JWTClaimsSet.Builder claims, Binding binding) {
        binding.confirmation().ifPresent(confirmation -> claims.claim("cnf", confirmation));
        return claims;
    }

    private String sign(Tenant tenant, String type, JWTClaimsSet.Builder claims, Lifetime life) {
        return keys.sign(
                tenant,
                type,
                claims.issuer(issuers.of(tenant.id()))
                        .claim("tid", tenant.id().value())
                        .issueTime(Date.from(life.begins()))
                        .expirationTime(Date.from(life.ends()))
                        .build());
    }
}
