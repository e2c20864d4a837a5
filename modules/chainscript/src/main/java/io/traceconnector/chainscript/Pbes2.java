package io.traceconnector.chainscript;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** PKCS#8 EncryptedPrivateKeyInfo with PBES2 (RFC 8018): PBKDF2 with HMAC and AES-CBC. */
final class Pbes2 {
    /** More would keep a processor busy for minutes. */
    private static final int MAX_ITERATIONS = 10_000_000;

    private static final int ITERATIONS = 600_000;
    private static final String PBES2 = "2a864886f70d01050d";
    private static final String PBKDF2 = "2a864886f70d01050c";
    private static final String HMAC_SHA1 = "2a864886f70d0207";
    private static final String HMAC_SHA256 = "2a864886f70d0209";
    private static final String HMAC_SHA224 = "2a864886f70d0208";
    private static final String HMAC_SHA384 = "2a864886f70d020a";
    private static final String HMAC_SHA512 = "2a864886f70d020b";
    private static final String AES_256_CBC = "60864801650304012a";
    private static final Map<String, Integer> KEY_BITS =
            Map.of("608648016503040102", 128, "608648016503040116", 192, AES_256_CBC, 256);

    private Pbes2() {}

    static byte[] decrypt(byte[] der, char[] passphrase) {
        Der members = Der.sequence(der);
        Der algorithm = members.sequence();
        requireOid(algorithm, PBES2);
        Der parameters = algorithm.sequence();
        Der derivation = parameters.sequence();
        requireOid(derivation, PBKDF2);
        Kdf kdf = kdf(derivation.sequence());
        Der encryption = parameters.sequence();
        Integer keyBits = KEY_BITS.get(oid(encryption));
        if (keyBits == null) {
            throw unknownScheme();
        }
        byte[] iv = encryption.bytes(Der.OCTET_STRING);
        byte[] ciphertext = members.bytes(Der.OCTET_STRING);
        if (iv.length != 16) {
            throw Der.malformed();
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, kdf, keyBits, iv, passphrase).doFinal(ciphertext);
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            throw wrongPassphrase();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] encrypt(byte[] clear, char[] passphrase) {
        if (passphrase.length == 0) {
            throw new IllegalArgumentException("an empty passphrase protects nothing");
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        byte[] salt = Arrays.copyOf(random, 16);
        byte[] iv = Arrays.copyOfRange(random, 16, 32);
        Kdf kdf = new Kdf(salt, ITERATIONS, HMAC_SHA256);
        byte[] ciphertext;
        try {
            ciphertext = cipher(Cipher.ENCRYPT_MODE, kdf, 256, iv, passphrase).doFinal(clear);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        byte[] kdfParameters = Der.element(
                Der.SEQUENCE,
                Der.element(Der.OCTET_STRING, salt),
                Der.integer(ITERATIONS),
                Der.element(Der.SEQUENCE, oid(HMAC_SHA256), Der.element(Der.NULL)));
        byte[] parameters = Der.element(
                Der.SEQUENCE,
                Der.element(Der.SEQUENCE, oid(PBKDF2), kdfParameters),
                Der.element(Der.SEQUENCE, oid(AES_256_CBC), Der.element(Der.OCTET_STRING, iv)));
        return Der.element(
                Der.SEQUENCE,
                Der.element(Der.SEQUENCE, oid(PBES2), parameters),
                Der.element(Der.OCTET_STRING, ciphertext));
    }

    static FormatException wrongPassphrase() {
        return new FormatException("key-passphrase-wrong", "the passphrase does not open this private key");
    }

    private static Kdf kdf(Der members) {
        byte[] salt = members.bytes(Der.OCTET_STRING);
        int iterations = members.smallInteger();
        if (members.nextIs(Der.INTEGER)) {
            members.skip();
        }
        String hmac = members.hasMore() ? oid(members.sequence()) : HMAC_SHA1;
        if (salt.length == 0 || iterations < 1 || iterations > MAX_ITERATIONS) {
            throw new FormatException("key-encryption", "a private key with an unreasonable count of iterations");
        }
        return new Kdf(salt, iterations, hmac);
    }

    private static Cipher cipher(int mode, Kdf kdf, int keyBits, byte[] iv, char[] passphrase)
            throws GeneralSecurityException {
        byte[] key = kdf.derive(keyBits / 8, passphrase);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        Arrays.fill(key, (byte) 0);
        return cipher;
    }

    private static void requireOid(Der members, String oid) {
        if (!oid(members).equals(oid)) {
            throw unknownScheme();
        }
    }

    private static String oid(Der members) {
        return HexFormat.of().formatHex(members.bytes(Der.OID));
    }

    private static byte[] oid(String hex) {
        return Der.element(Der.OID, HexFormat.of().parseHex(hex));
    }

    private static FormatException unknownScheme() {
        return new FormatException(
                "key-encryption", "a private key encrypted otherwise than with PBES2, PBKDF2 and AES-CBC");
    }

    /** PBKDF2 (RFC 8018, section 5.2). The libraries' own leave copies of the passphrase in the heap. */
    private record Kdf(byte[] salt, int iterations, String hmac) {
        byte[] derive(int length, char[] passphrase) throws GeneralSecurityException {
            Mac mac = Mac.getInstance(macName());
            try (Password password = new Password(passphrase)) {
                mac.init(password);
            }
            byte[] key = new byte[length];
            for (int at = 0, block = 1; at < length; at += mac.getMacLength(), block++) {
                mac.update(salt);
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, block));
                byte[] last = mac.doFinal();
                byte[] sum = last.clone();
                for (int i = 1; i < iterations; i++) {
                    last = mac.doFinal(last);
                    for (int j = 0; j < sum.length; j++) {
                        sum[j] ^= last[j];
                    }
                }
                System.arraycopy(sum, 0, key, at, Math.min(sum.length, length - at));
                Arrays.fill(sum, (byte) 0);
            }
            return key;
        }

        private String macName() {
            return switch (hmac) {
                case HMAC_SHA1 -> "HmacSHA1";
                case HMAC_SHA224 -> "HmacSHA224";
                case HMAC_SHA256 -> "HmacSHA256";
                case HMAC_SHA384 -> "HmacSHA384";
                case HMAC_SHA512 -> "HmacSHA512";
                default -> throw unknownScheme();
            };
        }
    }

    /** A passphrase as the key of a MAC: the one copy that it keeps is wiped on close. */
    private static final class Password implements SecretKey, AutoCloseable {
        private static final long serialVersionUID = 1;

        /** Bytes of a character at most. */
        private static final int LONGEST = 3;

        private final transient byte[] utf8;

        Password(char[] passphrase) {
            ByteBuffer encoded = ByteBuffer.allocate(passphrase.length * LONGEST);
            StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .encode(CharBuffer.wrap(passphrase), encoded, true);
            utf8 = Arrays.copyOf(encoded.array(), encoded.position());
            Arrays.fill(encoded.array(), (byte) 0);
        }

        @Override
        public String getAlgorithm() {
            return "PBKDF2";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return utf8.clone();
        }

        @Override
        public void close() {
            Arrays.fill(utf8, (byte) 0);
        }
    }
}
