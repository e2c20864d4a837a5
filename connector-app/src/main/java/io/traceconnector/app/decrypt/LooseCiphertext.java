package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyId;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.SymmetricKey;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Encrypted data that came without its link. */
record LooseCiphertext(Sha256 digest, LinkData.Encrypted data, RecipientKeys recipients) implements Ciphertext {

    static LooseCiphertext of(LinkData.Encrypted read, byte[] data, byte[] metadata, RecipientKeys recipients) {
        // The zero between them is in no JSON, so no other pair has the same bytes.
        byte[] received = ByteBuffer.allocate(data.length + 1 + metadata.length)
                .put(data)
                .put((byte) 0)
                .put(metadata)
                .array();
        return new LooseCiphertext(Sha256.of(received), read, recipients);
    }

    @Override
    public Optional<LinkFacts> facts() {
        return Optional.empty();
    }

    @Override
    public Optional<SymmetricKey> takeFound(KeyId key) {
        return Optional.empty();
    }

    @Override
    public boolean isPassing() {
        return false;
    }

    @Override
    public byte[] blob() {
        return data.blob().toByteArray();
    }

    @Override
    public byte[] block(KeyId key) {
        return recipients.block(data.recipients(), key).map(Bytes::toByteArray).orElseThrow();
    }
}
