package io.traceconnector.app.keys;

import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.Signature;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Signs in this process, within the bound on operations that run at a time. Signatures, which hold the key, are used again; there are never more of them
 * than operations that run at a time.
 */
final class LocalSigningKey implements SigningKey {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PublicKeyPem publicKey;
    private final PrivateKey key;
    private final MessageSignatures signatures;
    private final Slots slots;
    private final Queue<Signature> idle = new ConcurrentLinkedQueue<>();

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
            Signature known = idle.poll();
            Signature signature = known == null ? signatures.signing(publicKey.type(), key) : known;
            signature.update(message);
            byte[] signed = signature.sign();
            // Not after a failure, which may leave something of this message in it.
            idle.add(signature);
            return signed;
        } catch (GeneralSecurityException | ProviderException e) {
            throw new KeyUnavailableException("the security provider failed to sign");
        }
    }

    @Override
    public void retire() {
        idle.clear();
        WipedKey.wipe(key);
    }

    @Override
    public String toString() {
        return "signing key " + publicKey;
    }
}
