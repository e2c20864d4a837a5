package io.traceconnector.sandbox.world;

import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.util.Optional;

/**
 * A key of an account, as Account keeps it.
 *
 * @param privateKey empty where its owner keeps it somewhere else, in a token for example
 * @param file its name under the directory of keys; of the public half where that is all there is
 * @param deprecated replaced by a newer one; old links were still encrypted with it
 */
public record AccountKey(
        long id,
        long account,
        Usage usage,
        PublicKeyPem publicKey,
        Optional<PrivateKeyPem> privateKey,
        String file,
        boolean deprecated) {

    /** What a key is for. */
    public enum Usage {
        SIGN,
        ENCRYPT
    }

    public String publicText() {
        return publicKey.text();
    }

    /** The file's name without its ending. */
    public String name() {
        return file.substring(0, file.lastIndexOf('.'));
    }

    /** The public half alone. */
    @Override
    public String toString() {
        return usage + " key " + id + " of account " + account;
    }
}
