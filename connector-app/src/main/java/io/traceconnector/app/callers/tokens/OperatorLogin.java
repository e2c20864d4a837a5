package io.traceconnector.app.callers.tokens;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.Operator;
import java.net.InetAddress;
import java.util.Optional;

/** Gives a token to operators who know their password. */
public final class OperatorLogin {

    private final Identities identities;
    private final Issuers issuers;
    private final TenantKeys keys;
    private final TokenMint mint;
    private final OwnTokenReader reader;

    OperatorLogin(Identities identities, Issuers issuers, TenantKeys keys, TokenMint mint, OwnTokenReader reader) {
        this.identities = identities;
        this.issuers = issuers;
        this.keys = keys;
        this.mint = mint;
        this.reader = reader;
    }

    /** The operator of that name where there is one, by the name as a caller. */
    public Optional<String> named(String name) {
        return identities.operatorByName(name).map(Operator::caller);
    }

    /**
     * The token is of the first of the operator's tenants that gives out tokens, and good for all of them. Blocks.
     *
     * @param password left as it is; the caller wipes it
     * @param source where the request comes from; from where the operator may not be used, a right password is as good as a wrong one
     * @throws ProblemException 401 {@code login_failed}, 503 {@code login_busy}, 409 {@code token_keys_missing}
     */
    public Minted login(String name, char[] password, InetAddress source) {
        boolean right = identities
                .isPasswordOf(name, password)
                .orElseThrow(() -> new ProblemException(
                        503, "login_busy", "Too many passwords are checked at a time; try again later."));
        Operator operator = identities
                .operatorByName(name)
                .filter(found -> right && found.enabled() && found.isUsableFrom(source))
                .orElseThrow(
                        () -> new ProblemException(
                                401,
                                "login_failed",
                                "The operator is not known, not enabled, may not be used from here, or the password is wrong."));
        Tenant tenant = operator.tenants().keySet().stream()
                .sorted()
                .flatMap(id -> issuers.enabled(id).stream())
                .filter(keys::areThere)
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        409,
                        "token_keys_missing",
                        "None of the operator's tenants has token-keys, which sign tokens."));
        return mint.forOperator(tenant, operator);
    }

    /**
     * Ends an operator's token.
     *
     * @throws ProblemException 401 {@code invalid_token} where it is no operator's, or ended before
     */
    public TokenDeed logout(BearerToken token) {
        try {
            if (reader.takes(token)
                    && reader.read(token) instanceof OwnToken.OfOperator ended
                    && !identities.isRevoked(ended.facts().id())) {
                Operator operator = identities.operator(ended.operator()).orElseThrow(OperatorLogin::notAnOperators);
                identities.revoke(ended.facts().id(), reader.end(ended));
                return new TokenDeed(
                        ended.facts().tenant(), operator.caller(), ended.facts().id());
            }
        } catch (RefusedTokenException e) {
            throw notAnOperators();
        }
        throw notAnOperators();
    }

    private static ProblemException notAnOperators() {
        return new ProblemException(401, "invalid_token", "The token is not an operator's, or not any more.");
    }
}
