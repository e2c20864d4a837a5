package io.traceconnector.chainscript;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/** The public point of a P-256 private key, which the JDK does not compute. */
final class EcPoints {
    private static final X9ECParameters P256 = CustomNamedCurves.getByName("secp256r1");

    private EcPoints() {}

    /** Uncompressed, 65 bytes. */
    static byte[] ofScalar(byte[] scalar) {
        BigInteger d = new BigInteger(1, scalar);
        if (d.signum() == 0 || d.compareTo(P256.getN()) >= 0) {
            throw new FormatException("key-malformed", "a private key outside its curve");
        }
        return P256.getG().multiply(d).getEncoded(false);
    }
}
