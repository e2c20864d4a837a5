package io.traceconnector.app.keys;

import io.traceconnector.api.SecretSource;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The passphrase of key files; read when it is first needed, and once, even where that fails. Closing wipes it. For one thread. */
final class KeyPassphrase implements AutoCloseable {

    private final Optional<SecretSource> source;
    private final KeyFileAccess access;
    private Optional<char[]> text = Optional.empty();
    private Optional<CustodyException> failure = Optional.empty();

    KeyPassphrase(Optional<SecretSource> source, KeyFileAccess access) {
        this.source = source;
        this.access = access;
    }

    /**
     * Empty where none is configured; wiped with this object.
     *
     * @throws CustodyException where it cannot be read
     */
    char[] text() {
        if (failure.isPresent()) {
            throw failure.get();
        }
        try {
            if (text.isEmpty()) {
                text = Optional.of(source.map(this::read).orElse(new char[0]));
            }
            return text.get();
        } catch (CustodyException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    private char[] read(SecretSource from) {
        byte[] secret = access.secret("its passphrase", from);
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(secret));
        char[] characters = Arrays.copyOf(decoded.array(), decoded.limit());
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(decoded.array(), '\0');
        return characters;
    }

    @Override
    public void close() {
        text.ifPresent(characters -> Arrays.fill(characters, '\0'));
    }
}
