package io.traceconnector.app.trace;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.traceconnector.api.OrganisationId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The account ids of the connector's own sessions; remembered for a while, since each caller's admission may ask. */
final class OwnAccounts {

    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final Sessions sessions;
    private final Account account;
    private final Duration patience;
    /** One entry for each organisation. */
    private final LoadingCache<OrganisationId, Set<String>> remembered;

    OwnAccounts(Sessions sessions, Account account, Duration patience, Pace pace) {
        this.sessions = sessions;
        this.account = account;
        this.patience = patience;
        this.remembered = Caffeine.newBuilder()
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> pace.elapsed().toNanos())
                .build(this::ask);
    }

    Set<String> of(OrganisationId organisation) {
        return remembered.get(organisation);
    }

    private Set<String> ask(OrganisationId organisation) {
        TokenInfo.Known known = sessions.of(organisation).call(patience, token -> account.info(token.authorization()));
        Set<String> accounts = new HashSet<>(known.otherAccountIds());
        accounts.add(known.accountId());
        return Set.copyOf(accounts);
    }
}
