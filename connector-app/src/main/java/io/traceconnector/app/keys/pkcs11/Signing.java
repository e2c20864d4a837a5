package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.chainscript.KeyType;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** How a token signs; of each kind the better way first. Signatures are as Trace has them: ECDSA in DER, the others as they are. */
enum Signing {
    SHA256_RSA(KeyType.RSA, false, Mechanism.SHA256_RSA_PKCS),
    RSA(KeyType.RSA, false, Mechanism.RSA_PKCS) {
        @Override
        byte[] input(byte[] message) {
            byte[] info = Arrays.copyOf(DIGEST_INFO, DIGEST_INFO.length + 32);
            System.arraycopy(sha256(message), 0, info, DIGEST_INFO.length, 32);
            return info;
        }
    },
    SHA256_RSA_PSS(KeyType.RSA, true, Mechanism.SHA256_RSA_PKCS_PSS),
    RSA_PSS(KeyType.RSA, true, Mechanism.RSA_PKCS_PSS) {
        @Override
        byte[] input(byte[] message) {
            return sha256(message);
        }
    },
    ECDSA(KeyType.EC_P256, false, Mechanism.ECDSA) {
        @Override
        byte[] input(byte[] message) {
            return sha256(message);
        }

        // Out of r and s, of 32 bytes each, a DER sequence of two integers, all of whose lengths take one byte.
        @Override
        byte[] output(byte[] signature) {
            byte[] r = new BigInteger(1, Arrays.copyOf(signature, signature.length / 2)).toByteArray();
            byte[] s = new BigInteger(1, Arrays.copyOfRange(signature, signature.length / 2, signature.length))
                    .toByteArray();
            byte[] der = new byte[6 + r.length + s.length];
            der[0] = 0x30;
            der[1] = (byte) (der.length - 2);
            integer(der, 2, r);
            integer(der, 4 + r.length, s);
            return der;
        }

        private static void integer(byte[] der, int at, byte[] number) {
            der[at] = 0x02;
            der[at + 1] = (byte) number.length;
            System.arraycopy(number, 0, der, at + 2, number.length);
        }
    },
    EDDSA(KeyType.ED25519, false, Mechanism.EDDSA);

    /** RFC 8017, section 9.2: what stands before a SHA-256 in a PKCS#1 signature. */
    private static final byte[] DIGEST_INFO = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    /** The signature of the longest key, and room to spare. */
    private static final int LONGEST = 1024;

    private final KeyType type;
    private final boolean pss;
    private final Mechanism mechanism;

    Signing(KeyType type, boolean pss, Mechanism mechanism) {
        this.type = type;
        this.pss = pss;
        this.mechanism = mechanism;
    }

    boolean suits(KeyType other, boolean asPss) {
        return type == other && pss == asPss;
    }

    Mechanism mechanism() {
        return mechanism;
    }

    /** @throws CryptokiException where the token does not sign */
    byte[] sign(Session session, long key, byte[] message) {
        return output(session.sign(mechanism, key, input(message), LONGEST));
    }

    byte[] input(byte[] message) {
        return message;
    }

    byte[] output(byte[] signature) {
        return signature;
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
