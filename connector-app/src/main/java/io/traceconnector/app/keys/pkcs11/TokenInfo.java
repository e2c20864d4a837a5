package io.traceconnector.app.keys.pkcs11;

/**
 * What a library says of a token (CK_TOKEN_INFO).
 *
 * @param slot the number of the slot in which it is now
 * @param maxSessions 0 where there is no bound, or none that is known
 */
public record TokenInfo(
        long slot, String label, String manufacturer, String model, String serial, long flags, long maxSessions) {

    boolean isInitialised() {
        return has(0x400);
    }

    boolean locksAtNextWrongPin() {
        return has(0x20000);
    }

    boolean isPinLocked() {
        return has(0x40000);
    }

    private boolean has(long flag) {
        return (flags & flag) != 0;
    }
}
