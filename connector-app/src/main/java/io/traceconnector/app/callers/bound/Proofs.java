package io.traceconnector.app.callers.bound;

import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.RequestFacts;
import io.traceconnector.app.callers.UnprovenException;
import io.traceconnector.app.callers.throttle.Nonces;
import io.traceconnector.app.callers.tokens.JwsAlgorithm;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Verifies proofs that a sender has a key (RFC 9449 section 4.3). Each counts for a minute before and after the time that it says, and once: which
 * were used is remembered in memory, so a time from before this process has started is refused too. Another replica does not know of it.
 */
final class Proofs {

    static final String HEADER = "DPoP";

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Pattern ID = Pattern.compile("[!-~]{1,256}");

    private final String base;
    private final Optional<ProofNonces> nonces;
    private final Clock clock;
    private final long started;
    private final Nonces used;

    /**
     * @param base the address by which applications reach the connector, without a slash at its end
     * @param nonces where proofs must name one
     * @param most how many proofs are remembered
     */
    Proofs(String base, Optional<ProofNonces> nonces, int most, Clock clock) {
        this.base = base;
        this.nonces = nonces;
        this.clock = clock;
        this.started = clock.instant().getEpochSecond();
        this.used = new Nonces(most, most / 4, 2 * WINDOW.toMillis(), clock.millis());
    }

    /**
     * Verifies all but that it was not used before.
     *
     * @param token that it comes with
     * @throws UnprovenException where it does not count
     */
    Proof verify(RequestFacts facts, Optional<BearerToken> token) {
        JwtForm form = only(facts.headers().apply(HEADER));
        if (!form.isOfType("dpop+jwt") || form.hasForbiddenHeaderBesidesJwk() || !JwsAlgorithm.isIn(form)) {
            throw UnprovenException.invalid("its header has a type, an algorithm or members that are not taken.");
        }
        ProofKey key = ProofKey.of(form);
        if (!key.verifier().signed(form)) {
            throw UnprovenException.invalid("it is not signed with its jwk, or by an algorithm that is not taken.");
        }
        requireTarget(form, facts);
        requireTime(form);
        token.ifPresent(shown -> requireToken(form, shown));
        String id = form.claim("jti")
                .filter(text -> ID.matcher(text).matches())
                .orElseThrow(() -> UnprovenException.invalid("its jti is missing or malformed."));
        requireNonce(form);
        return new Proof(key.thumbprint(), id);
    }

    private static JwtForm only(List<String> headers) {
        if (headers.size() != 1) {
            throw UnprovenException.invalid("send the header DPoP, once.");
        }
        return JwtForm.read(headers.getFirst().strip())
                .orElseThrow(() -> UnprovenException.invalid("the header DPoP must be one JWT."));
    }

    private void requireTarget(JwtForm form, RequestFacts facts) {
        boolean here = form.claim("htm").filter(facts.method()::equals).isPresent()
                && form.claim("htu").flatMap(ProofTarget::normal).equals(ProofTarget.normal(base + facts.path()));
        if (!here) {
            throw UnprovenException.invalid("its htm and htu must be the request's method and address, below " + base
                    + " and without a query.");
        }
    }

    private void requireTime(JwtForm form) {
        JsonNode issued = form.claims().path("iat");
        if (!issued.isIntegralNumber() || !issued.canConvertToLong()) {
            throw UnprovenException.invalid("its iat must be whole seconds since 1970.");
        }
        long said = issued.longValue();
        long now = clock.instant().getEpochSecond();
        if (said < now - WINDOW.toSeconds() || said > now + WINDOW.toSeconds() || said < started) {
            throw UnprovenException.invalid("it is too old, or its clock differs from the connector's.");
        }
    }

    private static void requireToken(JwtForm form, BearerToken token) {
        if (!form.claim("ath").equals(Optional.of(Thumbprint.text(token.digest())))) {
            throw UnprovenException.invalid("its ath must be the SHA-256 of the token that it comes with.");
        }
    }

    private void requireNonce(JwtForm form) {
        if (nonces.isPresent()
                && form.claim("nonce").filter(nonces.get()::isGood).isEmpty()) {
            throw UnprovenException.nonce();
        }
    }

    /** @throws UnprovenException where it was used before, or no more can be remembered */
    void use(Proof proof) {
        switch (used.use(proof.thumbprint(), Thumbprint.of(proof.id()), clock.millis())) {
            case FIRST -> {}
            case AGAIN -> throw UnprovenException.invalid("its jti was used before.");
            case FULL -> throw UnprovenException.full();
        }
    }

    /** What the next proof has to name; empty where it need not. */
    Optional<String> nonce() {
        return nonces.map(ProofNonces::next);
    }
}
