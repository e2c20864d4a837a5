package io.traceconnector.app.callers.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.PublicKeyPem;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.EnumSet;
import java.util.Set;

/**
 * A public key with the algorithms that it is for: a token cannot choose another.
 *
 * @param kid names it among the keys of its issuer
 * @param key RSA of 2048 to 4096 bits, EC P-256 or Ed25519
 */
public record VerificationKey(String kid, Set<JwsAlgorithm> algorithms, PublicKey key) {

    public VerificationKey {
        algorithms = Set.copyOf(algorithms);
    }

    /** @throws IllegalArgumentException where it is no such key, or not for signatures */
    public static VerificationKey of(String kid, String jwk) {
        try {
            return of(kid, JWK.parse(jwk));
        } catch (ParseException e) {
            throw new IllegalArgumentException("the key is not a JWK", e);
        }
    }

    /** @throws IllegalArgumentException where it is no such key, or not for signatures */
    public static VerificationKey of(String kid, JWK jwk) {
        if (jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)) {
            throw new IllegalArgumentException("the key is not one for signatures");
        }
        try {
            VerificationKey found = switch (jwk) {
                case RSAKey rsa ->
                    new VerificationKey(
                            kid, EnumSet.of(JwsAlgorithm.RS256, JwsAlgorithm.PS256), known(rsa.toRSAPublicKey()));
                case ECKey ec
                when ec.getCurve().equals(Curve.P_256) ->
                    new VerificationKey(kid, EnumSet.of(JwsAlgorithm.ES256), known(ec.toECPublicKey()));
                case OctetKeyPair pair
                when pair.getCurve().equals(Curve.Ed25519) ->
                    new VerificationKey(
                            kid,
                            EnumSet.of(JwsAlgorithm.EDDSA),
                            PublicKeyPem.ofEd25519(pair.getX().decode()).key());
                default -> throw new IllegalArgumentException("the key must be RSA, EC P-256 or Ed25519");
            };
            return jwk.getAlgorithm() == null
                    ? found
                    : found.only(jwk.getAlgorithm().getName());
        } catch (JOSEException | FormatException e) {
            throw new IllegalArgumentException("the key must be RSA of 2048 to 4096 bits, EC P-256 or Ed25519", e);
        }
    }

    private static PublicKey known(PublicKey key) {
        return PublicKeyPem.of(key).key();
    }

    private VerificationKey only(String alg) {
        JwsAlgorithm algorithm = JwsAlgorithm.named(alg)
                .filter(algorithms::contains)
                .orElseThrow(() -> new IllegalArgumentException("the key is for an algorithm that is not taken"));
        return new VerificationKey(kid, Set.of(algorithm), key);
    }

    /** Whether the token is signed with this key, in a way that the key is for. */
    public boolean signed(JwtForm token) {
        return token.header("alg")
                .flatMap(JwsAlgorithm::named)
                .filter(algorithms::contains)
                .filter(algorithm -> algorithm.verifies(key, token.signed(), token.signature()))
                .isPresent();
    }
}
