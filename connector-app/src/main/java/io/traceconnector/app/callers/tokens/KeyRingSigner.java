package io.traceconnector.app.callers.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import io.traceconnector.app.keys.SigningKey;
import java.util.Set;

/** Signs tokens with a key that is kept elsewhere: its bytes are never here. For one token. */
final class KeyRingSigner implements JWSSigner {

    private static final int ES256_BYTES = 64;

    private final JwsAlgorithm algorithm;
    private final SigningKey key;
    private final JCAContext context = new JCAContext();

    KeyRingSigner(JwsAlgorithm algorithm, SigningKey key) {
        this.algorithm = algorithm;
        this.key = key;
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        return Set.of(algorithm.jose());
    }

    /** Not used: the key does not come from a provider of this process. */
    @Override
    public JCAContext getJCAContext() {
        return context;
    }

    @Override
    public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
        byte[] signature = key.sign(input);
        // JWS has the two numbers of ECDSA side by side (RFC 7518 section 3.4), not in DER.
        return Base64URL.encode(
                algorithm == JwsAlgorithm.ES256 ? ECDSA.transcodeSignatureToConcat(signature, ES256_BYTES) : signature);
    }
}
