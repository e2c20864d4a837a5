package io.traceconnector.app.keys.pkcs11;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** How a token undoes RSA-OAEP (SHA-1, MGF1-SHA-1), the better way first. */
enum Unwrapping {
    /** The token takes away the padding. */
    OAEP(Mechanism.RSA_PKCS_OAEP) {
        @Override
        Optional<byte[]> content(byte[] decrypted, int modulusBytes) {
            return Optional.of(decrypted);
        }
    },
    /** The token does plain RSA, this process takes away the padding. */
    RAW(Mechanism.RSA_X_509) {
        @Override
        Optional<byte[]> content(byte[] decrypted, int modulusBytes) {
            byte[] encoded = new byte[modulusBytes];
            // Some tokens leave out leading zeros.
            System.arraycopy(decrypted, 0, encoded, modulusBytes - decrypted.length, decrypted.length);
            Arrays.fill(decrypted, (byte) 0);
            return OaepUnpadding.unpad(encoded);
        }
    };

    private final Mechanism mechanism;

    Unwrapping(Mechanism mechanism) {
        this.mechanism = mechanism;
    }

    Mechanism mechanism() {
        return mechanism;
    }

    /**
     * @return empty where the padding is wrong
     * @throws CryptokiException where the token does not decrypt the block, for whatever reason
     */
    Optional<byte[]> open(Session session, long key, byte[] block) {
        return content(session.decrypt(mechanism, key, block), block.length);
    }

    abstract Optional<byte[]> content(byte[] decrypted, int modulusBytes);

    /** Whether a block is as long as the modulus and, as a number, below it (RFC 8017, section 5.1.2); neither is a secret. */
    static boolean isInRange(byte[] block, BigInteger modulus) {
        return block.length == (modulus.bitLength() + 7) / 8 && new BigInteger(1, block).compareTo(modulus) < 0;
    }
}
