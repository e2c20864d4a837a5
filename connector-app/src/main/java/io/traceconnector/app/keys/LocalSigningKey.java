package io.traceconnector.app.keys;

import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.security.PrivateKey;
import java.time.Duration;

/** Signs in this process, within the bound on operations that run at a time. */
final class LocalSigningKey implements SigningKey {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PublicKeyPem publicKey;
    private final PrivateKey key;
    private final MessageSignatures signatures;
    private final Slots slots;

    LocalSigningKey(PrivateKeyPem pem, MessageSignatures signatures, Slots slots) {
        this.publicKey = pem.publicKey();
        this.key = signatures.adopt(pem);
        this.signatures = signatures;
        this.slots = slots;
    }

    @Override
    public byte[] publicKeyPem() {
        return publicKey.pemBytes().toByteArray();
    }

    @Override
    public byte[] sign(byte[] message) {
        return slots.within(PATIENCE, () -> signed(message), reason -> {
            throw new KeyUnavailableException(reason);
        });
    }

    private byte[] signed(byte[] message) {
        try {
            return signatures.sign(publicKey.type(), key, message);
        } catch (IllegalStateException e) {
            throw new KeyUnavailableException("the security provider failed to sign");
        }
    }

    @Override
    public void retire() {
        WipedKey.wipe(key);
    }

    @Override
    public String toString() {
        return "signing key " + publicKey;
    }
}
