package io.traceconnector.sandbox.account;

import io.traceconnector.sandbox.world.AccountKey;

/** Says which public keys are given out for the keys of accounts. */
public interface PublishedKeys {

    /** Whether it is given out that there is this key. */
    boolean has(AccountKey key);

    /** PEM text. */
    String text(AccountKey key);
}
