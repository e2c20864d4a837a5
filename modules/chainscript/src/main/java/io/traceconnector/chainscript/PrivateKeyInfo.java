package io.traceconnector.chainscript;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * PKCS#8 PrivateKeyInfo in the form that the JDK reads.
 *
 * @param publicKey the point or the 32 bytes where they were found in or derived from the key; empty where the JDK's key tells it
 */
record PrivateKeyInfo(KeyType type, byte[] pkcs8, byte[] publicKey) {
    private static final int SEED_SIZE = 32;
    private static final int CURVE_IN_SEC1 = 0xA0;
    private static final int PUBLIC_IN_SEC1 = 0xA1;

    /** Reads PKCS#8, PKCS#1 and SEC1, told apart by their second member. */
    static PrivateKeyInfo read(byte[] der) {
        Der members = Der.sequence(der);
        int version = members.smallInteger();
        if (members.nextIs(Der.INTEGER)) {
            return of(KeyType.RSA, der);
        }
        if (members.nextIs(Der.OCTET_STRING) && version == 1) {
            return of(KeyType.EC_P256, der);
        }
        KeyType type = KeyType.read(members.sequence());
        return of(type, members.bytes(Der.OCTET_STRING));
    }

    static PrivateKeyInfo ofSeed(byte[] seed) {
        byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        return new PrivateKeyInfo(
                KeyType.ED25519, pkcs8(KeyType.ED25519, Der.element(Der.OCTET_STRING, seed)), publicKey);
    }

    static byte[] pkcs8(KeyType type, byte[] key) {
        return Der.element(
                Der.SEQUENCE, Der.integer(0), type.algorithmIdentifier(), Der.element(Der.OCTET_STRING, key));
    }

    private static PrivateKeyInfo of(KeyType type, byte[] key) {
        return switch (type) {
            case RSA -> new PrivateKeyInfo(type, pkcs8(type, key), new byte[0]);
            case EC_P256 -> ofSec1(key);
            case ED25519 -> ofOctets(key);
        };
    }

    private static PrivateKeyInfo ofSec1(byte[] key) {
        Der members = Der.sequence(key);
        members.skip();
        byte[] scalar = members.bytes(Der.OCTET_STRING);
        if (members.nextIs(CURVE_IN_SEC1)) {
            KeyType.requireP256(members.inside(CURVE_IN_SEC1));
        }
        byte[] point = EcPoints.ofScalar(scalar);
        if (members.nextIs(PUBLIC_IN_SEC1)
                && !Arrays.equals(members.inside(PUBLIC_IN_SEC1).bitString(), point)) {
            throw halvesDiffer();
        }
        byte[] plain = Der.element(
                Der.SEQUENCE,
                Der.integer(1),
                Der.element(Der.OCTET_STRING, scalar),
                Der.element(PUBLIC_IN_SEC1, Der.bitString(point)));
        return new PrivateKeyInfo(KeyType.EC_P256, pkcs8(KeyType.EC_P256, plain), point);
    }

    /** Seed alone, or seed and public key in one. */
    private static PrivateKeyInfo ofOctets(byte[] key) {
        byte[] octets = octets(key);
        if (octets.length != SEED_SIZE && octets.length != 2 * SEED_SIZE) {
            throw Der.malformed();
        }
        PrivateKeyInfo info = ofSeed(Arrays.copyOf(octets, SEED_SIZE));
        if (octets.length == 2 * SEED_SIZE
                && !Arrays.equals(info.publicKey, Arrays.copyOfRange(octets, SEED_SIZE, 2 * SEED_SIZE))) {
            throw halvesDiffer();
        }
        return info;
    }

    private static byte[] octets(byte[] key) {
        Der wrapped = Der.sequence(Der.element(Der.SEQUENCE, key));
        byte[] octets = wrapped.bytes(Der.OCTET_STRING);
        wrapped.requireEnd();
        return octets;
    }

    private static FormatException halvesDiffer() {
        return new FormatException("key-mismatch", "a private key that carries the public key of another");
    }
}
