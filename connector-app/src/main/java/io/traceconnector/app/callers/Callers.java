package io.traceconnector.app.callers;

import io.traceconnector.api.Caller;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Sight;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Admission.Admitted;
import io.traceconnector.app.callers.Admission.Refused;
import io.traceconnector.app.callers.Admission.Unavailable;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.app.trace.Credential;
import io.traceconnector.app.trace.Relay;
import io.traceconnector.app.trace.TokenInfo;
import io.traceconnector.app.trace.TraceException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is calling. Exactly one authenticator decides on a credential, chosen by what it is: a token equal to a configured one, or one
 * of the form that Account gives; a refusal by one is never tried with another. A token of any other form never leaves the connector.
 * Safe for many threads.
 */
public final class Callers {

    private static final TenantId TENANT = new TenantId("default");
    private static final Set<String> TOKEN_PARAMETERS = Set.of("access_token", "token");

    private final ConfiguredTokens configured;
    private final AccountTokens accounts;
    private final AdmittedAccounts admitted;
    private final Set<OrganisationId> organisations;

    /**
     * Reads the configured tokens; asks nothing of Account yet.
     *
     * @throws IllegalArgumentException where a configured token cannot be read or is too short
     */
    public Callers(CallersConfig config, Map<OrganisationId, OrganisationConfig> organisations, Relay relay) {
        this.configured = new ConfiguredTokens(config.tokens());
        this.accounts = new AccountTokens(config, relay);
        this.admitted = new AdmittedAccounts(organisations, relay, config.admittedFor());
        this.organisations = Set.copyOf(organisations.keySet());
    }

    /** Decides; blocks where Account has to be asked. */
    public Admission admit(Credentials credentials) {
        return decide(credentials, true).orElseGet(Unavailable::new);
    }

    /** Decides without blocking, from what is remembered; empty where {@link #admit} has to be asked. */
    public Optional<Admission> remembered(Credentials credentials) {
        return decide(credentials, false);
    }

    /** Whether a header holds a token of the configuration, which must not go anywhere. */
    public boolean isConfigured(String authorization) {
        return BearerToken.ofHeader(authorization)
                .map(token -> configured.indexOf(token).isPresent())
                .orElse(false);
    }

    private Optional<Admission> decide(Credentials credentials, boolean ask) {
        Refused unusable = unusable(credentials);
        if (unusable != null) {
            return Optional.of(unusable);
        }
        Optional<BearerToken> token =
                BearerToken.ofHeader(credentials.authorization().getFirst());
        if (token.isEmpty()) {
            return Optional.of(new Refused(
                    401, "invalid_token", "The header Authorization must be: Bearer, a space, and one token."));
        }
        OptionalInt index = configured.indexOf(token.get());
        if (index.isPresent()) {
            Caller caller = new Caller("token:" + (index.getAsInt() + 1), TENANT, organisations, Sight.unlimited());
            return Optional.of(new Admitted(new CallerSession.Configured(caller)));
        }
        if (!token.get().isAccountToken()) {
            return Optional.of(invalid());
        }
        return ask ? Optional.of(ask(token.get())) : remembered(token.get());
    }

    private static @Nullable Refused unusable(Credentials credentials) {
        if (credentials.queryNames().stream().anyMatch(TOKEN_PARAMETERS::contains)) {
            return new Refused(
                    400, "token_in_query", "A token must not stand in the URL; send it in the header Authorization.");
        }
        return switch (credentials.authorization().size()) {
            case 0 -> new Refused(401, "missing_token", "Send a token in the header Authorization.");
            case 1 -> null;
            default -> new Refused(400, "ambiguous_credentials", "Send the header Authorization once.");
        };
    }

    private Admission ask(BearerToken token) {
        return switch (accounts.info(token)) {
            case TokenInfo.Refused refused -> invalid();
            case TokenInfo.Unavailable away -> new Unavailable();
            case TokenInfo.Known account -> {
                try {
                    yield admission(token, account, admitted.organisations(account));
                } catch (TraceException e) {
                    yield new Unavailable();
                }
            }
        };
    }

    private Optional<Admission> remembered(BearerToken token) {
        return accounts.remembered(token).flatMap(info -> switch (info) {
            case TokenInfo.Refused refused -> Optional.of(invalid());
            case TokenInfo.Unavailable away -> Optional.empty();
            case TokenInfo.Known account -> admitted.remembered(account).map(found -> admission(token, account, found));
        });
    }

    private static Admission admission(BearerToken token, TokenInfo.Known account, Set<OrganisationId> found) {
        if (found.isEmpty()) {
            return new Refused(
                    403, "account_not_admitted", "The account takes part in none of the connector's organisations.");
        }
        Caller caller = new Caller("account:" + account.accountId(), TENANT, found, Sight.unlimited());
        return new Admitted(new CallerSession.Account(caller, new Credential.Callers(token.authorization())));
    }

    private static Refused invalid() {
        return new Refused(401, "invalid_token", "The token is not valid, or not any more.");
    }
}
