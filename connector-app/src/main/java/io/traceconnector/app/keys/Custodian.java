package io.traceconnector.app.keys;

/**
 * Keeps private keys outside of this process: a token behind PKCS#11, a signing service. It may be away at any time and come back by itself.
 * Safe for many threads.
 */
public interface Custodian extends AutoCloseable {

    /**
     * A key that unwraps; asked for at start and at each reload.
     *
     * @throws CustodyException where there is no such key, several, one that cannot unwrap, or the custodian is away
     */
    Unwrapper decryptionKey(KeyName name);

    /**
     * A key that signs; asked for at start and at each reload.
     *
     * @throws CustodyException where there is no such key, several, one that cannot sign, or the custodian is away
     */
    SigningKey signingKey(KeyName name);

    /** How it is now; does not block. */
    State state();

    /** Nothing of it works afterwards. */
    @Override
    void close();

    /**
     * Whether it can be used, as far as is known.
     *
     * @param detail for an operator, without secrets
     */
    record State(boolean available, String detail) {}
}
