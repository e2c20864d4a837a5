package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.keys.KeyUnavailableException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Recognises tokens that the connector gave out: of service accounts, of operators, and of plugins for one tenant. Whoever shows one has
 * what it says, as far as it still holds now.
 */
final class OwnTokens implements Authenticator {

    private final OwnTokenReader reader;
    private final Standing standing;

    OwnTokens(OwnTokenReader reader, Standing standing) {
        this.reader = reader;
        this.standing = standing;
    }

    @Override
    public boolean takes(Presented credential) {
        return credential instanceof Presented.Bearer(var token) && reader.takes(token);
    }

    @Override
    public Optional<Verdict> remembered(Presented credential, RequestFacts facts) {
        return decide(credential, facts, reader::remembered);
    }

    @Override
    public Verdict authenticate(Presented credential, RequestFacts facts) {
        return decide(credential, facts, token -> Optional.of(reader.read(token)))
                .orElseThrow();
    }

    private Optional<Verdict> decide(
            Presented credential, RequestFacts facts, Function<BearerToken, Optional<OwnToken>> reading) {
        if (!(credential instanceof Presented.Bearer(var token))) {
            throw new IllegalArgumentException("only a bearer token is taken");
        }
        try {
            return reading.apply(token)
                    .map(read -> new Verdict.Accepted(
                            standing.of(read, facts.client()), read.facts().binding()));
        } catch (RefusedTokenException e) {
            return Optional.of(e.verdict());
        } catch (KeyUnavailableException e) {
            return Optional.of(new Verdict.Away("keys_unavailable", "The token cannot be checked now; try later."));
        }
    }
}
