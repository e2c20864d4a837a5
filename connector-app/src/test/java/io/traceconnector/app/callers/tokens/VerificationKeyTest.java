package io.traceconnector.app.callers.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.traceconnector.app.keys.TestKeys;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only public keys that are strong enough verify anything. */
final class VerificationKeyTest {

    private static final String EC = TestJwt.jsonOf(TestJwt.jwk("one", TestKeys.EC));

    private static void refused(String jwk) {
        assertThatThrownBy(() -> VerificationKey.of("one", jwk)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String rsa(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return new RSAKey.Builder((RSAPublicKey) generator.generateKeyPair().getPublic())
                .build()
                .toJSONString();
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2040})
    void ofRsaAreNotThoseWithFewerThan2048Bits(int bits) throws Exception {
        refused(rsa(bits));
        assertThat(VerificationKey.of("one", rsa(2048)).algorithms())
                .containsExactlyInAnyOrder(JwsAlgorithm.RS256, JwsAlgorithm.PS256);
    }

    @Test
    void arePointsOnTheirCurve() {
        assertThat(VerificationKey.of("one", EC).algorithms()).containsExactly(JwsAlgorithm.ES256);

        String zero = Base64URL.encode(new byte[32]).toString();
        refused(EC.replaceFirst("\"y\":\"[^\"]+\"", "\"y\":\"" + zero + "\""));
        refused(EC.replaceFirst("\"x\":\"[^\"]+\"", "\"x\":\"" + zero + "\""));
        refused(EC.replaceFirst("\"y\":\"[^\"]+\"", "\"y\":\"AQ\""));
    }

    @Test
    void areOfAKindThatIsTaken() throws Exception {
        refused(new ECKeyGenerator(Curve.P_384).generate().toPublicJWK().toJSONString());
        refused(new ECKeyGenerator(Curve.P_521).generate().toPublicJWK().toJSONString());
        refused("{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" + Base64URL.encode(new byte[32]) + "\"}");
        refused(new OctetSequenceKeyGenerator(256).generate().toJSONString());
        refused(EC.replaceFirst("\\{", "{\"use\":\"enc\","));
        refused(EC.replaceFirst("\\{", "{\"alg\":\"HS256\","));
        refused(EC.replaceFirst("\\{", "{\"alg\":\"none\","));
        refused("{}");
        refused("");
    }
}
