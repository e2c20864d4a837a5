package io.traceconnector.app.keys;

import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.time.Duration;

/** Signs in this process, within the bound on operations that run at a time. */
record LocalSigningKey(PrivateKeyPem key, MessageSignatures signatures, Slots slots) implements SigningKey {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public byte[] publicKeyPem() {
        return key.publicKey().pemBytes().toByteArray();
    }

    @Override
    public byte[] sign(byte[] message) {
        return slots.within(PATIENCE, () -> signed(message), reason -> {
            throw new KeyUnavailableException(reason);
        });
    }

    private byte[] signed(byte[] message) {
        try {
            return signatures.sign(key, message);
        } catch (IllegalStateException e) {
            throw new KeyUnavailableException("the security provider failed to sign");
        }
    }

    @Override
    public void retire() {
        WipedKey.wipe(key.key());
    }

    @Override
    public String toString() {
        return "signing key " + key.publicKey();
    }
}
