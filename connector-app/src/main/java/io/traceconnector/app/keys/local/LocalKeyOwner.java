package io.traceconnector.app.keys.local;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.DecryptionKey;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PublicKeyPem;
import io.traceconnector.chainscript.SymmetricKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * A decryption key and the signing key of the organisation that has it, as operations. Those with private keys may block as long as the ring
 * lets them, and throw {@link KeyUnavailableException} where the key is away.
 */
public final class LocalKeyOwner {

    /** Of the base64 of a symmetric key. */
    private static final int UNWRAPPED_SIZE = 44;

    private final OrganisationId organisation;
    private final DecryptionKey key;
    private final KeyRing ring;
    private final Unwrapping unwrapping;
    private final Algorithms algorithms;

    public LocalKeyOwner(
            OrganisationId organisation,
            DecryptionKey key,
            KeyRing ring,
            Unwrapping unwrapping,
            Algorithms algorithms) {
        this.organisation = organisation;
        this.key = key;
        this.ring = ring;
        this.unwrapping = unwrapping;
        this.algorithms = algorithms;
    }

    public OrganisationId organisation() {
        return organisation;
    }

    public KeyId id() {
        return key.id();
    }

    byte[] wrap(SymmetricKey symmetric) {
        return new Envelopes(algorithms).wrap(symmetric, key.publicKey());
    }

    /** Empty where the block does not hold a key for us. */
    Optional<SymmetricKey> unwrap(byte[] block) {
        return switch (unwrapping.unwrap(organisation, key.id(), block)) {
            case Unwrap.Unavailable(String reason) -> throw new KeyUnavailableException(reason);
            case Unwrap.Rejected _ -> Optional.empty();
            case Unwrap.Unwrapped(byte[] content) -> {
                Optional<SymmetricKey> symmetric = content.length == UNWRAPPED_SIZE
                        ? Optional.of(SymmetricKey.ofUnwrapped(content))
                        : Optional.empty();
                Arrays.fill(content, (byte) 0);
                yield symmetric;
            }
        };
    }

    byte[] sign(byte[] message) {
        return ring.signingKey(organisation).sign(message);
    }

    /** The public half of the organisation's signing key of today, PEM text. */
    byte[] signer() {
        return ring.signingKey(organisation).publicKeyPem();
    }

    boolean isSigner(byte[] pem) {
        return Arrays.equals(signer(), pem);
    }

    /** @param signer PEM text */
    boolean signed(byte[] message, byte[] signature, byte[] signer) {
        try {
            return new MessageSignatures(algorithms).verify(PublicKeyPem.parse(signer), message, signature);
        } catch (FormatException e) {
            return false;
        }
    }

    /** How a block is unwrapped: with the ring, until a deadline. */
    @FunctionalInterface
    public interface Unwrapping {
        Unwrap unwrap(OrganisationId organisation, KeyId key, byte[] block);
    }
}
