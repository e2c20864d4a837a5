package io.traceconnector.app.keys.pkcs11;

/** The mechanisms that are used (CKM_...). */
enum Mechanism {
    RSA_PKCS_KEY_PAIR_GEN(0x0),
    RSA_PKCS(0x1),
    RSA_X_509(0x3),
    RSA_PKCS_OAEP(0x9),
    RSA_PKCS_PSS(0xd),
    SHA256_RSA_PKCS(0x40),
    SHA256_RSA_PKCS_PSS(0x43),
    EC_KEY_PAIR_GEN(0x1040),
    ECDSA(0x1041),
    EC_EDWARDS_KEY_PAIR_GEN(0x1055),
    EDDSA(0x1057);

    private final long value;

    Mechanism(long value) {
        this.value = value;
    }

    long value() {
        return value;
    }

    /** The words of the structure that goes with the mechanism; none where there is no such structure. */
    long[] parameters() {
        return switch (this) {
            // CK_RSA_PKCS_OAEP_PARAMS: CKM_SHA_1, CKG_MGF1_SHA1, CKZ_DATA_SPECIFIED with no data.
            case RSA_PKCS_OAEP -> new long[] {0x220, 1, 1, 0, 0};
            // CK_RSA_PKCS_PSS_PARAMS: CKM_SHA256, CKG_MGF1_SHA256, a salt of 32 bytes.
            case RSA_PKCS_PSS, SHA256_RSA_PKCS_PSS -> new long[] {0x250, 2, 32};
            default -> new long[0];
        };
    }

    @Override
    public String toString() {
        return "CKM_" + name();
    }
}
