package io.traceconnector.app.keys.pkcs11;

/** What a function of {@link FaultyLibrary} does in the place of its work, or before it. */
public enum Fault {
    SESSION_HANDLE_INVALID(0xB3, 0),
    DEVICE_REMOVED(0x32, 0),
    USER_NOT_LOGGED_IN(0x101, 0),
    FUNCTION_FAILED(0x6, 0),
    /** Does its work five seconds late. */
    SLOW(0, 5_000),
    /** What SoftHSM says of a block that does not open. */
    GENERAL_ERROR(0x5, 0),
    /** What other tokens say of one. */
    ENCRYPTED_DATA_INVALID(0x40, 0);

    private final long code;
    private final long milliseconds;

    Fault(long code, long milliseconds) {
        this.code = code;
        this.milliseconds = milliseconds;
    }

    long code() {
        return code;
    }

    long milliseconds() {
        return milliseconds;
    }
}
