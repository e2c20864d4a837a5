package io.traceconnector.app.callers.bound;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.UnprovenException;
import io.traceconnector.app.callers.tokens.VerificationKey;
import java.text.ParseException;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The key that a proof brings along, of the kinds that sign tokens.
 *
 * @param thumbprint by which tokens name it (RFC 7638)
 */
record ProofKey(VerificationKey verifier, String thumbprint) {

    /** Members of a JWK that nobody else may know (RFC 7518 section 6, RFC 8037 section 2). */
    private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

    /** @throws UnprovenException where there is none, or one that is not taken */
    static ProofKey of(JwtForm proof) {
        ObjectNode jwk = proof.jwk().orElseThrow(() -> UnprovenException.invalid("its header needs a jwk."));
        if (jwk.propertyNames().stream().anyMatch(PRIVATE::contains)) {
            throw UnprovenException.invalid("its jwk holds a private key, which is not private any more.");
        }
        try {
            JWK key = JWK.parse(jwk.toString());
            return new ProofKey(
                    VerificationKey.of("", key), key.computeThumbprint().toString());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw UnprovenException.invalid("its jwk must be RSA of 2048 to 4096 bits, EC P-256 or Ed25519.");
        }
    }
}
