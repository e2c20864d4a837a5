package io.traceconnector.app.callers.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.traceconnector.chainscript.PublicKeyPem;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/**
 * The public half of a key that signs our tokens.
 *
 * @param algorithm the only one that it is used with
 * @param jwk as it is published, named by its thumbprint (RFC 7638)
 */
record TokenKey(JwsAlgorithm algorithm, JWK jwk, VerificationKey verifier) {

    /** An Ed25519 key's own 32 bytes stand at the end of its SubjectPublicKeyInfo (RFC 8410). */
    private static final int ED25519_BYTES = 32;

    static TokenKey of(byte[] pem) {
        PublicKeyPem key = PublicKeyPem.parse(pem);
        try {
            return switch (key.type()) {
                case RSA ->
                    of(
                            JwsAlgorithm.RS256,
                            new RSAKey.Builder((RSAPublicKey) key.key())
                                    .keyUse(KeyUse.SIGNATURE)
                                    .algorithm(JwsAlgorithm.RS256.jose())
                                    .keyIDFromThumbprint()
                                    .build());
                case EC_P256 ->
                    of(
                            JwsAlgorithm.ES256,
                            new ECKey.Builder(Curve.P_256, (ECPublicKey) key.key())
                                    .keyUse(KeyUse.SIGNATURE)
                                    .algorithm(JwsAlgorithm.ES256.jose())
                                    .keyIDFromThumbprint()
                                    .build());
                case ED25519 ->
                    of(
                            JwsAlgorithm.EDDSA,
                            new OctetKeyPair.Builder(Curve.Ed25519, edwardsPoint(key))
                                    .keyUse(KeyUse.SIGNATURE)
                                    .algorithm(JwsAlgorithm.EDDSA.jose())
                                    .keyIDFromThumbprint()
                                    .build());
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** @param pem a certificate's or a key ring's public half */
    static TokenKey of(String pem) {
        return of(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static TokenKey of(JwsAlgorithm algorithm, JWK jwk) {
        return new TokenKey(algorithm, jwk, VerificationKey.of(jwk.getKeyID(), jwk));
    }

    private static Base64URL edwardsPoint(PublicKeyPem key) {
        byte[] spki = key.spki().toByteArray();
        return Base64URL.encode(Arrays.copyOfRange(spki, spki.length - ED25519_BYTES, spki.length));
    }

    String kid() {
        return jwk.getKeyID();
    }
}
