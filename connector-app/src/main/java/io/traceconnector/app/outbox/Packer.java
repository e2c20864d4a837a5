package io.traceconnector.app.outbox;

import io.traceconnector.app.journal.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Writes values one after another, big-endian, texts and byte arrays behind their length. {@link Unpacker} reads them. */
final class Packer {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Packer number(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(0, value).array());
        return this;
    }

    Packer count(int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(0, value).array());
        return this;
    }

    Packer flag(boolean value) {
        out.write(value ? 1 : 0);
        return this;
    }

    Packer bytes(byte[] value) {
        count(value.length);
        out.writeBytes(value);
        return this;
    }

    Packer text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    Packer id(UUID value) {
        return number(value.getMostSignificantBits()).number(value.getLeastSignificantBits());
    }

    Packer digest(Digest value) {
        out.writeBytes(value.bytes());
        return this;
    }

    Packer instant(Instant value) {
        return number(value.getEpochSecond()).count(value.getNano());
    }

    <T> Packer maybe(Optional<T> value, BiConsumer<Packer, T> how) {
        flag(value.isPresent());
        value.ifPresent(present -> how.accept(this, present));
        return this;
    }

    <T> Packer all(Collection<T> values, BiConsumer<Packer, T> how) {
        count(values.size());
        values.forEach(value -> how.accept(this, value));
        return this;
    }

    byte[] packed() {
        return out.toByteArray();
    }
}
