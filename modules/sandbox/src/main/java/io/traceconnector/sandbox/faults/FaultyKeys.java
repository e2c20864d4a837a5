package io.traceconnector.sandbox.faults;

import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.sandbox.account.PublishedKeys;
import io.traceconnector.sandbox.world.AccountKey;
import org.jspecify.annotations.Nullable;

/** Gives out public keys: as they are, or where a fault strikes an encryption key, none, no key, or one whose private half nobody of the workflow has. */
public final class FaultyKeys implements PublishedKeys {

    private static final String NO_KEY =
            "-----BEGIN RSA PUBLIC KEY-----\nVGhpcyBpcyBubyBrZXku\n-----END RSA PUBLIC KEY-----\n";

    private final Faults faults;
    private @Nullable String foreign;

    public FaultyKeys(Faults faults) {
        this.faults = faults;
    }

    @Override
    public boolean has(AccountKey key) {
        return !strikes(FaultName.RECIPIENT_KEY_MISSING, key);
    }

    @Override
    public String text(AccountKey key) {
        if (strikes(FaultName.RECIPIENT_KEY_MALFORMED, key)) {
            return NO_KEY;
        }
        return strikes(FaultName.RECIPIENT_KEY_CHANGED, key) ? foreign() : key.publicText();
    }

    private boolean strikes(FaultName fault, AccountKey key) {
        return key.usage() == AccountKey.Usage.ENCRYPT && faults.strikes(fault, key.id());
    }

    private synchronized String foreign() {
        String text = foreign;
        if (text == null) {
            text = PrivateKeyPem.generate(KeySpec.RSA_2048).publicKey().text();
            foreign = text;
        }
        return text;
    }
}
