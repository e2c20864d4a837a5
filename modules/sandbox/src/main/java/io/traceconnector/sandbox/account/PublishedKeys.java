package io.traceconnector.sandbox.account;

import io.traceconnector.sandbox.world.AccountKey;

/** Says which public key is given out for a key of an account. */
@FunctionalInterface
public interface PublishedKeys {

    /** PEM text. */
    String text(AccountKey key);
}
