package io.traceconnector.sandbox.world;

/**
 * How a person logs in.
 *
 * @param hash bcrypt of the password, 60 characters; its first 29 are the salt
 */
public record Login(String email, String password, String hash) {

    public static final int SALT_LENGTH = 29;

    public String salt() {
        return hash.substring(0, SALT_LENGTH);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return email;
    }
}
