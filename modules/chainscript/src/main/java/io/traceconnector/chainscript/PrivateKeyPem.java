package io.traceconnector.chainscript;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;

/**
 * A private key with its public half. Reads PKCS#8 in all forms that Trace's clients write (Ed25519 of 48, 80 and 82 bytes), PKCS#1 and
 * SEC1, each also as {@code ENCRYPTED PRIVATE KEY} (PBES2); whatever the label says, the DER decides.
 */
public final class PrivateKeyPem {
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    private static final int ED25519_SEED_AT = 16;

    private final KeyType type;
    private final PrivateKey key;
    private final PublicKeyPem publicKey;

    private PrivateKeyPem(PrivateKeyInfo info) {
        type = info.type();
        try {
            KeyFactory factory = KeyFactory.getInstance(type.keyAlgorithm());
            key = factory.generatePrivate(new PKCS8EncodedKeySpec(info.pkcs8()));
            publicKey = key instanceof RSAPrivateCrtKey rsa
                    ? PublicKeyPem.of(
                            factory.generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())))
                    : PublicKeyPem.of(type, info.publicKey());
        } catch (GeneralSecurityException e) {
            throw new FormatException("key-malformed", "a private key with numbers that do not fit together");
        } finally {
            Arrays.fill(info.pkcs8(), (byte) 0);
        }
    }

    /**
     * Reads a key that is not encrypted.
     *
     * @throws FormatException with a code that starts with {@code pem-} or {@code key-}; {@code key-passphrase-missing} if it is
     */
    public static PrivateKeyPem parse(byte[] pem) {
        return parse(Pem.parse(pem), new char[0]);
    }

    /**
     * Reads a key that may be encrypted.
     *
     * @param passphrase not kept; wipe it afterwards
     * @throws FormatException also with {@code key-passphrase-wrong}, or {@code key-encryption} for a scheme other than PBKDF2 with AES
     */
    public static PrivateKeyPem parse(byte[] pem, char[] passphrase) {
        return parse(Pem.parse(pem), passphrase);
    }

    /**
     * Reads the DER of PKCS#8 (or PKCS#1, SEC1) in clear.
     *
     * @param der not kept; wipe it afterwards
     * @throws FormatException with a code that starts with {@code key-}
     */
    public static PrivateKeyPem ofDer(byte[] der) {
        return new PrivateKeyPem(PrivateKeyInfo.read(der));
    }

    private static PrivateKeyPem parse(Pem pem, char[] passphrase) {
        if (pem.label().equals(ENCRYPTED)) {
            return decrypt(pem, passphrase);
        }
        if (!pem.label().endsWith("PRIVATE KEY")) {
            throw new FormatException("key-label", "a PEM text that is not labelled as a private key");
        }
        try {
            return new PrivateKeyPem(PrivateKeyInfo.read(pem.der().array()));
        } finally {
            Arrays.fill(pem.der().array(), (byte) 0);
        }
    }

    private static PrivateKeyPem decrypt(Pem pem, char[] passphrase) {
        if (passphrase.length == 0) {
            throw new FormatException("key-passphrase-missing", "an encrypted private key needs its passphrase");
        }
        byte[] der = Pbes2.decrypt(pem.der().array(), passphrase);
        try {
            return new PrivateKeyPem(PrivateKeyInfo.read(der));
        } catch (FormatException e) {
            throw Pbes2.wrongPassphrase();
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    /** Makes a new key pair. RSA takes up to seconds. */
    public static PrivateKeyPem generate(KeySpec spec) {
        return generate(spec, Algorithms.platform());
    }

    /** Makes a new key pair with the provider that will sign with it. */
    public static PrivateKeyPem generate(KeySpec spec, Algorithms algorithms) {
        if (spec.type() == KeyType.ED25519) {
            byte[] seed = new byte[32];
            new SecureRandom().nextBytes(seed);
            return new PrivateKeyPem(PrivateKeyInfo.ofSeed(seed));
        }
        try {
            KeyPairGenerator generator = algorithms.keyPairGenerator(spec.type());
            if (spec.type() == KeyType.RSA) {
                generator.initialize(spec.bits());
            } else {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            KeyPair pair = generator.generateKeyPair();
            return new PrivateKeyPem(PrivateKeyInfo.read(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The Ed25519 key of a seed of 32 bytes (RFC 8032). */
    public static PrivateKeyPem ofEd25519Seed(byte[] seed) {
        if (seed.length != 32) {
            throw new IllegalArgumentException("a seed has 32 bytes");
        }
        return new PrivateKeyPem(PrivateKeyInfo.ofSeed(seed));
    }

    public static boolean isEncrypted(byte[] pem) {
        return Pem.parse(pem).label().equals(ENCRYPTED);
    }

    public KeyType type() {
        return type;
    }

    public PrivateKey key() {
        return key;
    }

    public PublicKeyPem publicKey() {
        return publicKey;
    }

    /** The PEM text that all of Trace's clients read, with the key in clear. */
    public String unprotectedText() {
        return new Pem(type.privateLabel(), Bytes.takeOwnershipOf(encoded())).text();
    }

    /** The PEM text {@code ENCRYPTED PRIVATE KEY}: PBES2, PBKDF2 with HMAC-SHA-256, AES-256-CBC. */
    public String encryptedText(char[] passphrase) {
        byte[] clear = encoded();
        try {
            return new Pem(ENCRYPTED, Bytes.takeOwnershipOf(Pbes2.encrypt(clear, passphrase))).text();
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private byte[] encoded() {
        byte[] pkcs8 = key.getEncoded();
        if (type != KeyType.ED25519) {
            return pkcs8;
        }
        // 82 bytes: clients look for seed and public key at fixed places behind an AlgorithmIdentifier with NULL.
        byte[] seed = Arrays.copyOfRange(pkcs8, ED25519_SEED_AT, ED25519_SEED_AT + 32);
        byte[] spki = publicKey.spki().array();
        byte[] halves = Der.element(Der.OCTET_STRING, seed, Arrays.copyOfRange(spki, spki.length - 32, spki.length));
        return Der.element(
                Der.SEQUENCE,
                Der.integer(0),
                Der.element(Der.SEQUENCE, type.oid(), Der.element(Der.NULL)),
                Der.element(Der.OCTET_STRING, halves));
    }

    /** The public half alone. */
    @Override
    public String toString() {
        return "private key of " + publicKey;
    }
}
