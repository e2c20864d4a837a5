package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.PublicKeyPem;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the public half of a private key out of a token (PKCS#11 Current Mechanisms, sections 2.1 and 2.3; v3.0 for Edwards curves). */
final class PublicHalf {

    private static final long RSA = 0;
    private static final long EC = 3;
    private static final long EC_EDWARDS = 0x40;

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] P256_INFO = HEX.parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");
    private static final byte[] ED25519_INFO = HEX.parseHex("302a300506032b6570032100");
    static final String P256 = "06082a8648ce3d030107";

    /** RFC 8410's identifier, the name of RFC 8032 as a PrintableString, and GnuPG's identifier, which some tokens use. */
    static final List<String> ED25519 = List.of("06032b6570", "130c656477617264733235353139", "06092b06010401da470f01");

    private PublicHalf() {}

    /**
     * The public half of a private key: out of the private object where it shows it, as RSA keys do, else out of the public object of the
     * same id or, where the key has no id, the same label.
     *
     * @throws UnsuitableKeyException where the key is of another kind, or its public half is not in the token
     */
    static PublicKeyPem of(Session session, long key) {
        List<Long> places = new ArrayList<>(List.of(key));
        places.addAll(publicObjects(session, key));
        long type = session.attribute(key, Attribute.Type.CKA_KEY_TYPE)
                .map(Attribute::number)
                .orElse(-1L);
        Optional<PublicKey> half = places.stream()
                .flatMap(place -> read(session, type, place).stream())
                .findFirst();
        try {
            return half.map(PublicKeyPem::of)
                    .orElseThrow(() -> new UnsuitableKeyException(
                            "its public half is not in the token; put the public key object of the"
                                    + " same id beside it (pkcs11-tool --write-object FILE --type pubkey --id ID)"));
        } catch (FormatException e) {
            throw unknownKind();
        }
    }

    private static List<Long> publicObjects(Session session, long key) {
        Optional<Attribute> name = Stream.of(Attribute.Type.CKA_ID, Attribute.Type.CKA_LABEL)
                .flatMap(type -> session.attribute(key, type).filter(value -> value.length > 0).stream()
                        .map(value -> new Attribute(type, value)))
                .findFirst();
        return name.map(attribute -> session.find(List.of(ObjectClass.PUBLIC_KEY.attribute(), attribute)))
                .orElse(List.of());
    }

    private static Optional<PublicKey> read(Session session, long type, long object) {
        try {
            if (type == RSA) {
                return rsa(session, object);
            }
            if (type == EC || type == EC_EDWARDS) {
                return onCurve(session, object);
            }
        } catch (GeneralSecurityException e) {
            throw new UnsuitableKeyException("its public half is damaged");
        }
        throw unknownKind();
    }

    private static Optional<PublicKey> rsa(Session session, long object) throws GeneralSecurityException {
        Optional<byte[]> modulus =
                session.attribute(object, Attribute.Type.CKA_MODULUS).filter(PublicHalf::isPresent);
        Optional<byte[]> exponent =
                session.attribute(object, Attribute.Type.CKA_PUBLIC_EXPONENT).filter(PublicHalf::isPresent);
        if (modulus.isEmpty() || exponent.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(KeyFactory.getInstance("RSA")
                .generatePublic(
                        new RSAPublicKeySpec(new BigInteger(1, modulus.get()), new BigInteger(1, exponent.get()))));
    }

    private static Optional<PublicKey> onCurve(Session session, long object) throws GeneralSecurityException {
        Optional<byte[]> curve =
                session.attribute(object, Attribute.Type.CKA_EC_PARAMS).filter(PublicHalf::isPresent);
        Optional<byte[]> point =
                session.attribute(object, Attribute.Type.CKA_EC_POINT).filter(PublicHalf::isPresent);
        if (curve.isEmpty() || point.isEmpty()) {
            return Optional.empty();
        }
        String parameters = HEX.formatHex(curve.get());
        if (parameters.equals(P256)) {
            return Optional.of(key("EC", P256_INFO, raw(point.get(), 65)));
        }
        if (ED25519.contains(parameters)) {
            return Optional.of(key("Ed25519", ED25519_INFO, raw(point.get(), 32)));
        }
        throw unknownKind();
    }

    private static boolean isPresent(byte[] value) {
        return value.length > 0;
    }

    /** A point comes in a DER OCTET STRING (2.40), in a BIT STRING (3.0), or as it is. All these lengths take one byte. */
    private static byte[] raw(byte[] point, int size) {
        boolean wrapped = (point.length == size + 2 && point[0] == 0x04)
                || (point.length == size + 3 && point[0] == 0x03 && point[2] == 0);
        if (!wrapped && point.length != size) {
            throw new UnsuitableKeyException("its public half is damaged");
        }
        return Arrays.copyOfRange(point, point.length - size, point.length);
    }

    private static PublicKey key(String algorithm, byte[] info, byte[] point) throws GeneralSecurityException {
        byte[] der = Arrays.copyOf(info, info.length + point.length);
        System.arraycopy(point, 0, der, info.length, point.length);
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
    }

    private static UnsuitableKeyException unknownKind() {
        return new UnsuitableKeyException("it is neither RSA of 2048 to 4096 bits, nor EC P-256, nor Ed25519");
    }
}
