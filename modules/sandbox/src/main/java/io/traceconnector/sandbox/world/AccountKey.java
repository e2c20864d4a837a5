package io.traceconnector.sandbox.world;

import io.traceconnector.chainscript.PrivateKeyPem;

/**
 * A key pair of an account, as Account keeps it.
 *
 * @param file its name under the directory of keys
 * @param deprecated replaced by a newer one; old links were still encrypted with it
 */
public record AccountKey(long id, long account, Usage usage, PrivateKeyPem pair, String file, boolean deprecated) {

    /** What a key is for. */
    public enum Usage {
        SIGN,
        ENCRYPT
    }

    public String publicText() {
        return pair.publicKey().text();
    }

    /** The public half alone. */
    @Override
    public String toString() {
        return usage + " key " + id + " of account " + account;
    }
}
