package io.traceconnector.app.outbox;

import io.traceconnector.app.journal.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Reads what a {@link Packer} wrote. What it reads has been authenticated; anything unexpected is a {@link RuntimeException}. */
final class Unpacker {

    private final ByteBuffer in;

    Unpacker(byte[] packed) {
        in = ByteBuffer.wrap(packed);
    }

    long number() {
        return in.getLong();
    }

    int count() {
        return in.getInt();
    }

    boolean flag() {
        return in.get() != 0;
    }

    byte[] bytes() {
        int length = in.getInt();
        if (length > in.remaining()) {
            throw new IllegalArgumentException("a value is longer than what holds it");
        }
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    UUID id() {
        return new UUID(number(), number());
    }

    Digest digest() {
        return Digest.from(in);
    }

    Instant instant() {
        return Instant.ofEpochSecond(number(), count());
    }

    <T> Optional<T> maybe(Function<Unpacker, T> how) {
        return flag() ? Optional.of(how.apply(this)) : Optional.empty();
    }

    <T> List<T> all(Function<Unpacker, T> how) {
        int size = in.getInt();
        List<T> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(how.apply(this));
        }
        return values;
    }
}
