package io.traceconnector.chainscript;

import java.util.HexFormat;

/** The kinds of key that Trace knows. RSA encrypts and signs, the others sign. */
public enum KeyType {
    RSA("RSA", "RSA", "2a864886f70d010101", ""),
    EC_P256("EC", "EC", "2a8648ce3d0201", "2a8648ce3d030107"),
    ED25519("ED25519", "Ed25519", "2b6570", "");

    private final String label;
    private final String keyAlgorithm;
    private final String oid;
    private final String curve;

    KeyType(String label, String keyAlgorithm, String oid, String curve) {
        this.label = label;
        this.keyAlgorithm = keyAlgorithm;
        this.oid = oid;
        this.curve = curve;
    }

    String publicLabel() {
        return label + " PUBLIC KEY";
    }

    String privateLabel() {
        return label + " PRIVATE KEY";
    }

    String keyAlgorithm() {
        return keyAlgorithm;
    }

    /** The DER of the AlgorithmIdentifier as RFC 3279, 5480 and 8410 want it. */
    byte[] algorithmIdentifier() {
        byte[] parameters = switch (this) {
            case RSA -> Der.element(Der.NULL);
            case EC_P256 -> Der.element(Der.OID, HexFormat.of().parseHex(curve));
            case ED25519 -> new byte[0];
        };
        return Der.element(Der.SEQUENCE, oid(), parameters);
    }

    /** The DER of the object identifier alone. */
    byte[] oid() {
        return Der.element(Der.OID, HexFormat.of().parseHex(oid));
    }

    /** Reads an AlgorithmIdentifier; a NULL that some writers add or leave out makes no difference. */
    static KeyType read(Der identifier) {
        String oid = HexFormat.of().formatHex(identifier.bytes(Der.OID));
        String curve = identifier.nextIs(Der.OID) ? HexFormat.of().formatHex(identifier.bytes(Der.OID)) : "";
        if (identifier.nextIs(Der.NULL)) {
            identifier.skip();
        }
        identifier.requireEnd();
        for (KeyType type : values()) {
            if (type.oid.equals(oid) && type.curve.equals(curve)) {
                return type;
            }
        }
        throw otherType();
    }

    static void requireP256(Der parameters) {
        if (!HexFormat.of().formatHex(parameters.bytes(Der.OID)).equals(EC_P256.curve)) {
            throw otherType();
        }
    }

    private static FormatException otherType() {
        return new FormatException("key-type", "a key that is neither RSA nor EC P-256 nor Ed25519");
    }
}
