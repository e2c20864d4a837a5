package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyName;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.Unwrap;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Tries what a key does, and how fast, for an operator. */
final class KeyTrials {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KeyLoader loader;

    KeyTrials(KeyLoader loader) {
        this.loader = loader;
    }

    List<Trial> of(KeyName name, Duration each) {
        return List.of(decrypting(name, each), signing(name, each));
    }

    private Trial decrypting(KeyName name, Duration length) {
        try (TokenUnwrapper key = loader.unwrapper(name)) {
            byte[] content = new byte[32];
            byte[] block = KnownBlock.wrap(key.publicKey(), content);
            String mechanism = key.unwrapping().mechanism().toString();
            return run("decrypt", mechanism, length, () -> switch (key.unwrap(block, PATIENCE)) {
                case Unwrap.Unwrapped(byte[] opened) -> Arrays.equals(opened, content);
                case Unwrap.Rejected rejected -> false;
                case Unwrap.Unavailable(String reason) -> throw new KeyUnavailableException(reason);
            });
        } catch (CustodyException e) {
            return new Trial("decrypt", "", false, String.valueOf(e.getMessage()), 0);
        }
    }

    private Trial signing(KeyName name, Duration length) {
        try {
            TokenSigningKey key = loader.signingKey(name);
            byte[] message = new byte[200];
            return run("sign", key.signing().mechanism().toString(), length, () -> key.sign(message).length > 0);
        } catch (CustodyException e) {
            return new Trial("sign", "", false, String.valueOf(e.getMessage()), 0);
        }
    }

    private static Trial run(String use, String mechanism, Duration length, BooleanSupplier operation) {
        long start = System.nanoTime();
        Deadline end = Deadline.in(length);
        int count = 0;
        try {
            do {
                if (!operation.getAsBoolean()) {
                    return new Trial(use, mechanism, false, "what was wrapped for the key did not open", 0);
                }
                count++;
            } while (!end.isOver());
        } catch (KeyUnavailableException e) {
            return new Trial(use, mechanism, false, String.valueOf(e.getMessage()), 0);
        }
        return new Trial(use, mechanism, true, "works", count * 1e9 / (System.nanoTime() - start));
    }
}
