package io.traceconnector.app.callers.tokens;

import com.nimbusds.jose.JWSAlgorithm;
import io.traceconnector.app.callers.JwtForm;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How tokens may be signed (RFC 7518 section 3.1, RFC 8037): never with a shared secret, never not at all. */
public enum JwsAlgorithm {
    RS256("SHA256withRSA", "RS256"),
    PS256("RSASSA-PSS", "PS256"),
    ES256("SHA256withECDSAinP1363Format", "ES256"),
    EDDSA("EdDSA", "EdDSA");

    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);

    private final String name;
    private final String alg;

    JwsAlgorithm(String name, String alg) {
        this.name = name;
        this.alg = alg;
    }

    /** By its name in a header, to the letter. */
    static Optional<JwsAlgorithm> named(String alg) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.alg.equals(alg))
                .findFirst();
    }

    /** As headers and metadata name them. */
    public static List<String> names() {
        return Arrays.stream(values()).map(algorithm -> algorithm.alg).toList();
    }

    /** Whether a token says that it is signed in one of these ways, and brings a signature: no key needs to be looked for otherwise. */
    public static boolean isIn(JwtForm token) {
        return token.header("alg").flatMap(JwsAlgorithm::named).isPresent() && token.signature().length > 0;
    }

    JWSAlgorithm jose() {
        return JWSAlgorithm.parse(alg);
    }

    /** False also where the signature has not even the form of one. */
    boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(name);
            if (this == PS256) {
                verifier.setParameter(PSS);
            }
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
