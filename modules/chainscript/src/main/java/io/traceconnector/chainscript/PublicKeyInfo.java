package io.traceconnector.chainscript;

import java.math.BigInteger;

/** SubjectPublicKeyInfo, rewritten to the one form that the standards name. */
record PublicKeyInfo(KeyType type, byte[] spki) {
    private static final int P256_POINT_SIZE = 65;
    private static final int ED25519_SIZE = 32;

    /** Reads SubjectPublicKeyInfo and, where the label allows it, PKCS#1. */
    static PublicKeyInfo read(Pem pem) {
        boolean rsaLabel = pem.label().equals(KeyType.RSA.publicLabel());
        if (!rsaLabel
                && !pem.label().equals(KeyType.EC_P256.publicLabel())
                && !pem.label().equals(KeyType.ED25519.publicLabel())
                && !pem.label().equals("PUBLIC KEY")) {
            throw new FormatException("key-label", "a PEM text that is not labelled as a public key");
        }
        Der members = Der.sequence(pem.der().array());
        if (rsaLabel && members.nextIs(Der.INTEGER)) {
            return of(KeyType.RSA, pem.der().array());
        }
        KeyType type = KeyType.read(members.sequence());
        byte[] key = members.bitString();
        members.requireEnd();
        return of(type, key);
    }

    static PublicKeyInfo of(KeyType type, byte[] key) {
        switch (type) {
            case RSA -> requireHandledRsa(key);
            case EC_P256 -> requireSize(key, P256_POINT_SIZE);
            case ED25519 -> requireSize(key, ED25519_SIZE);
        }
        return new PublicKeyInfo(type, Der.element(Der.SEQUENCE, type.algorithmIdentifier(), Der.bitString(key)));
    }

    private static void requireHandledRsa(byte[] key) {
        Der members = Der.sequence(key);
        int bits = new BigInteger(nonEmpty(members.bytes(Der.INTEGER))).bitLength();
        int exponentBits = new BigInteger(nonEmpty(members.bytes(Der.INTEGER))).bitLength();
        members.requireEnd();
        // Larger ones cost whoever checks them too much time.
        if (bits < 2048 || bits > 4096 || exponentBits > 64) {
            throw new FormatException("key-size", "an RSA key outside 2048 to 4096 bits");
        }
    }

    private static byte[] nonEmpty(byte[] integer) {
        if (integer.length == 0) {
            throw Der.malformed();
        }
        return integer;
    }

    private static void requireSize(byte[] key, int size) {
        if (key.length != size) {
            throw Der.malformed();
        }
    }
}
