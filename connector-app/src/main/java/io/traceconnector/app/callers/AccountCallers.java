package io.traceconnector.app.callers;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.app.trace.Relay;
import io.traceconnector.app.trace.TokenInfo;
import io.traceconnector.app.trace.TraceException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Callers with a token of Account: Account is asked whose it is, and the account must be one of an organisation's. Takes every token of the form
 * that Account gives; stands last, after those that know a token by its issuer.
 */
public final class AccountCallers implements Authenticator {

    /** Names, among a principal's claims, the organisations that its account belongs to. */
    static final String ORGANISATION = "organisation";

    private final AccountTokens accounts;
    private final AdmittedAccounts admitted;
    private final Tenants tenants;

    public AccountCallers(
            CallersConfig config, Map<OrganisationId, OrganisationConfig> organisations, Relay relay, Tenants tenants) {
        this.accounts = new AccountTokens(config, relay);
        this.admitted = new AdmittedAccounts(organisations, relay, config.admittedFor());
        this.tenants = tenants;
    }

    /** Account knows no proofs: a token that comes with one is not its own, and never leaves. */
    @Override
    public boolean takes(Presented credential) {
        return credential instanceof Presented.Bearer(var token) && token.isAccountToken() && !token.isWithProof();
    }

    @Override
    public Optional<Verdict> remembered(Presented credential, RequestFacts facts) {
        BearerToken token = token(credential);
        return accounts.remembered(token).flatMap(info -> switch (info) {
            case TokenInfo.Refused refused -> Optional.of(rejected(refused));
            case TokenInfo.Unavailable _ -> Optional.empty();
            case TokenInfo.Known account -> admitted.remembered(account).map(found -> verdict(token, account, found));
        });
    }

    @Override
    public Verdict authenticate(Presented credential, RequestFacts facts) {
        BearerToken token = token(credential);
        return switch (accounts.info(token)) {
            case TokenInfo.Refused refused -> rejected(refused);
            case TokenInfo.Unavailable _ -> away();
            case TokenInfo.Known account -> {
                try {
                    yield verdict(token, account, admitted.organisations(account));
                } catch (TraceException e) {
                    yield away();
                }
            }
        };
    }

    private static BearerToken token(Presented credential) {
        if (credential instanceof Presented.Bearer(var token)) {
            return token;
        }
        throw new IllegalArgumentException("asked about a credential of another shape");
    }

    private Verdict verdict(BearerToken token, TokenInfo.Known account, Set<OrganisationId> found) {
        if (found.isEmpty()) {
            return new Verdict.Rejected(
                    403,
                    "account_not_admitted",
                    "user is not part of the authorized entities: the account takes part in none of the connector's organisations");
        }
        Map<TenantId, Rights> rights = new TreeMap<>();
        found.forEach(organisation -> rights.put(tenants.of(organisation), Rights.of("connector.account")));
        Principal principal = new Principal(
                "account:" + account.accountId(),
                Principal.Kind.ENTITY_ACCOUNT,
                Optional.empty(),
                rights,
                Map.of(
                        ORGANISATION,
                        found.stream().map(OrganisationId::value).collect(Collectors.toSet()),
                        "account_id",
                        Set.of(account.accountId()),
                        "other_account_ids",
                        account.otherAccountIds()),
                // Account is asked again.
                Instant.MAX,
                token.fingerprint().substring(0, 16));
        return new Verdict.Accepted(
                principal, token.jwt().map(jwt -> Binding.of(jwt.claims())).orElseGet(Binding.None::new));
    }

    private static Verdict rejected(TokenInfo.Refused refused) {
        return new Verdict.Rejected(
                401,
                "invalid_token",
                refused.text().isEmpty() ? "The token is not valid, or not any more." : refused.text());
    }

    private static Verdict away() {
        return new Verdict.Away("account_unavailable", "The token cannot be checked now; try later.");
    }
}
