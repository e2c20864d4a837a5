package io.traceconnector.app.callers;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.app.trace.Relay;
import io.traceconnector.app.trace.TokenInfo;
import io.traceconnector.app.trace.TraceException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which accounts count as which organisation: those that the configuration lists, or those of the connector's own session where it lists
 * none at all. An empty list admits nobody.
 */
final class AdmittedAccounts {

    private final Map<OrganisationId, Optional<Set<String>>> listed;
    private final LoadingCache<OrganisationId, Set<String>> own;

    AdmittedAccounts(Map<OrganisationId, OrganisationConfig> organisations, Relay relay, Duration believedFor) {
        Map<OrganisationId, Optional<Set<String>>> lists = new TreeMap<>();
        organisations.forEach((id, config) -> lists.put(id, config.accounts().map(Set::copyOf)));
        this.listed = lists;
        this.own = Caffeine.newBuilder()
                .maximumSize(Math.max(1, organisations.size()))
                .expireAfterWrite(believedFor)
                .build(relay::ownAccounts);
    }

    /** The organisations of an account, as far as it can be told without asking; empty where something had to be asked. */
    Optional<Set<OrganisationId>> remembered(TokenInfo.Known account) {
        boolean complete = listed.entrySet().stream()
                .allMatch(entry -> entry.getValue().isPresent() || own.getIfPresent(entry.getKey()) != null);
        return complete ? Optional.of(organisations(account)) : Optional.empty();
    }

    /**
     * The organisations of an account. An organisation whose own session is away is left out as long as another one matches.
     *
     * @throws TraceException when none matches and one could not be told
     */
    Set<OrganisationId> organisations(TokenInfo.Known account) {
        Set<String> ids = new HashSet<>(account.otherAccountIds());
        ids.add(account.accountId());
        Set<OrganisationId> matching = new TreeSet<>();
        TraceException away = null;
        for (var entry : listed.entrySet()) {
            try {
                Set<String> admitted = entry.getValue().orElseGet(() -> own.get(entry.getKey()));
                if (ids.stream().anyMatch(admitted::contains)) {
                    matching.add(entry.getKey());
                }
            } catch (TraceException e) {
                away = e;
            }
        }
        if (matching.isEmpty() && away != null) {
            throw away;
        }
        return matching;
    }
}
