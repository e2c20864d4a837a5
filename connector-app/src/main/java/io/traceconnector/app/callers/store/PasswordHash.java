package io.traceconnector.app.callers.store;

/**
 * A password as Argon2id leaves it (RFC 9106, version 0x13), hashed again under the store's key.
 *
 * @param memory in KiB
 * @param passes over the memory
 * @param lanes in parallel
 * @param salt in base64
 * @param hash in base64
 */
record PasswordHash(int memory, int passes, int lanes, String salt, String hash) {

    @Override
    public String toString() {
        return "PasswordHash";
    }
}
