package io.traceconnector.app.keys.pkcs11;

/** What a token may do with a mechanism (CKF_... of CK_MECHANISM_INFO). */
enum Usage {
    DECRYPT(0x100),
    SIGN(0x800),
    GENERATE_KEY_PAIR(0x10000);

    private final long flag;

    Usage(long flag) {
        this.flag = flag;
    }

    boolean in(long flags) {
        return (flags & flag) != 0;
    }
}
