package io.traceconnector.app.keys.pkcs11;

/** The functions that are used, each with its place in CK_FUNCTION_LIST (2.40) and its number of parameters. */
enum Entry {
    C_Initialize(0, 1),
    C_Finalize(1, 1),
    C_GetSlotList(4, 3),
    C_GetTokenInfo(6, 2),
    C_GetMechanismList(7, 3),
    C_GetMechanismInfo(8, 3),
    C_InitToken(9, 4),
    C_InitPIN(10, 3),
    C_OpenSession(12, 5),
    C_CloseSession(13, 1),
    C_GetSessionInfo(15, 2),
    C_Login(18, 4),
    C_GetAttributeValue(24, 4),
    C_FindObjectsInit(26, 3),
    C_FindObjects(27, 4),
    C_FindObjectsFinal(28, 1),
    C_DecryptInit(33, 3),
    C_Decrypt(34, 5),
    C_SignInit(42, 3),
    C_Sign(43, 5),
    C_GenerateKeyPair(59, 8);

    private final int index;
    private final int parameters;

    Entry(int index, int parameters) {
        this.index = index;
        this.parameters = parameters;
    }

    /** Where its pointer is in the list: after the version, which is padded to the size of a pointer. */
    long offset() {
        return 8 + 8L * index;
    }

    int parameters() {
        return parameters;
    }
}
