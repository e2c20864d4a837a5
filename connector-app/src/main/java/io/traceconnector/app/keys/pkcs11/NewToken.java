package io.traceconnector.app.keys.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes a token where a library has room for one, as a token in software always has (PKCS#11 2.40, sections 5.5 and 5.6). */
public final class NewToken {

    private static final long SECURITY_OFFICER = 0;
    private static final int LABEL_BYTES = 32;

    private NewToken() {}

    /**
     * Makes a token, unless there is one with that label; the library must not be in use in this process.
     *
     * @param label 1 to 32 ASCII characters
     * @param pin of the user and of the security officer
     * @throws IllegalStateException where there is no room for a token, or the library refuses to make it
     */
    public static void make(Path library, String label, byte[] pin) {
        Cryptoki cryptoki = Cryptoki.load(library);
        cryptoki.initialise();
        try {
            if (cryptoki.tokens().stream().noneMatch(token -> token.label().equals(label))) {
                long slot = cryptoki.tokens().stream()
                        .filter(token -> !token.isInitialised())
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(library + " has no room for a token"))
                        .slot();
                make(FunctionList.load(library), cryptoki, slot, label, pin);
            }
        } catch (CryptokiException e) {
            throw new IllegalStateException(library + " makes no token: " + e.getMessage(), e);
        } finally {
            cryptoki.finish();
        }
    }

    private static void make(FunctionList functions, Cryptoki cryptoki, long slot, String label, byte[] pin) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] padded = Arrays.copyOf(label.getBytes(StandardCharsets.US_ASCII), LABEL_BYTES);
            Arrays.fill(padded, label.length(), LABEL_BYTES, (byte) ' ');
            MemorySegment secret = arena.allocateFrom(ValueLayout.JAVA_BYTE, pin);
            try {
                long name = arena.allocateFrom(ValueLayout.JAVA_BYTE, padded).address();
                functions.call(Entry.C_InitToken, slot, secret.address(), pin.length, name);
                long session = cryptoki.openSession(slot, true);
                functions.call(Entry.C_Login, session, SECURITY_OFFICER, secret.address(), pin.length);
                functions.call(Entry.C_InitPIN, session, secret.address(), pin.length);
                cryptoki.closeSession(session);
            } finally {
                secret.fill((byte) 0);
            }
        }
    }
}
