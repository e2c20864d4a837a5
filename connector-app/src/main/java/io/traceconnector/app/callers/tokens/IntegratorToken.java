package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.store.RegisteredKey;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a token says that a service account signed.
 *
 * @param user for whom; empty where the account speaks for itself
 * @param groups of the user
 * @param accessControl tags for row rules
 * @param resources patterns of paths; without any nothing is allowed
 * @param binding to what whoever shows it must hold
 */
record IntegratorToken(
        UUID account,
        String email,
        RegisteredKey key,
        Optional<User> user,
        Set<String> groups,
        Set<String> accessControl,
        Set<String> resources,
        Instant expires,
        Binding binding) {

    /**
     * Whom the account has recognised.
     *
     * @param project names the tenant
     */
    record User(String id, String project) {}

    /** Whether the account speaks for itself. */
    static boolean isAccountsOwn(Claims claims) {
        return Stream.of("user_id", "project_id", "resource_access")
                .noneMatch(claims.token().claims()::has);
    }

    /**
     * A token that names neither a user nor a project nor resources is the account's own, as Google's libraries sign it; any other one must
     * name all of them, or nothing is allowed.
     */
    static IntegratorToken read(Claims claims, ServiceAccount account, RegisteredKey key, Instant expires) {
        Optional<Set<String>> resources = claims.texts("resource_access");
        boolean own = isAccountsOwn(claims);
        return new IntegratorToken(
                account.id(),
                account.email(),
                key,
                own ? Optional.empty() : Optional.of(new User(claims.text("user_id"), claims.text("project_id"))),
                claims.texts("groups").orElse(Set.of()),
                claims.texts("access_control_id").orElse(Set.of()),
                own ? Set.copyOf(account.resources()) : resources.orElse(Set.of()),
                expires,
                Binding.of(claims.token().claims()));
    }
}
