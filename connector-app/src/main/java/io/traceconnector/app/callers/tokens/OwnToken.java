package io.traceconnector.app.callers.tokens;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Binding;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What a token of ours says. That it was so when it was given out; whether it still is has to be looked up. */
sealed interface OwnToken {

    Facts facts();

    /**
     * What every token of ours has.
     *
     * @param tenant whose issuer gave it out
     * @param kid names the key that signed it
     * @param id its {@code jti}
     * @param client its {@code client_id}
     * @param generation of whom it was given to, then
     * @param binding to what whoever shows it must hold
     * @param origin the {@code jti} of the token that it was traded for, the first one of several; it ends with that
     */
    record Facts(
            TenantId tenant,
            String kid,
            String id,
            String subject,
            String client,
            String scope,
            long generation,
            Instant issued,
            Instant expires,
            Binding binding,
            Optional<String> origin) {}

    /** @param spaces the roles that it was given, by space */
    record OfAccount(Facts facts, UUID account, Map<UUID, Set<String>> spaces) implements OwnToken {

        public OfAccount {
            spaces = Map.copyOf(spaces);
        }
    }

    record OfOperator(Facts facts, UUID operator) implements OwnToken {}

    /** @param actions that it was given */
    record OfConnection(Facts facts, UUID installation, Set<String> actions) implements OwnToken {

        public OfConnection {
            actions = Set.copyOf(actions);
        }
    }
}
