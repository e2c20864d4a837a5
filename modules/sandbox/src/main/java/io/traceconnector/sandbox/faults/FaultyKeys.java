package io.traceconnector.sandbox.faults;

import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.sandbox.account.PublishedKeys;
import io.traceconnector.sandbox.world.AccountKey;
import org.jspecify.annotations.Nullable;

/** Gives out public keys: as they are, or where the fault strikes an encryption key, one whose private half nobody of the workflow has. */
public final class FaultyKeys implements PublishedKeys {

    private final Faults faults;
    private @Nullable String foreign;

    public FaultyKeys(Faults faults) {
        this.faults = faults;
    }

    @Override
    public String text(AccountKey key) {
        return key.usage() == AccountKey.Usage.ENCRYPT && faults.strikes(FaultName.RECIPIENT_KEY_CHANGED, key.id())
                ? foreign()
                : key.publicText();
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
