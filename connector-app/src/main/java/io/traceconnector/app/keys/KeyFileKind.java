package io.traceconnector.app.keys;

import io.traceconnector.chainscript.Pkcs12;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What a file is, as its first bytes tell. */
enum KeyFileKind {
    PEM,
    PKCS12,
    JAVA_KEY_STORE,
    OTHER;

    private static final byte[] JKS = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED};
    private static final byte[] JCEKS = {(byte) 0xCE, (byte) 0xCE, (byte) 0xCE, (byte) 0xCE};

    static KeyFileKind of(byte[] content) {
        if (Pkcs12.isLikely(content)) {
            return PKCS12;
        }
        byte[] start = Arrays.copyOf(content, 4);
        if (Arrays.equals(start, JKS) || Arrays.equals(start, JCEKS)) {
            return JAVA_KEY_STORE;
        }
        for (byte each : content) {
            if (each == 0) {
                return OTHER;
            }
        }
        return PEM;
    }

    /** A certificate, a public key or a request for one: what lies beside private keys. */
    static boolean isPublic(byte[] content) {
        return of(content) == PEM && contains(content, "-----BEGIN ") && !contains(content, "PRIVATE KEY-----");
    }

    /** Without making a text of what may be secret. */
    private static boolean contains(byte[] content, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        return IntStream.rangeClosed(0, content.length - wanted.length)
                .anyMatch(i -> Arrays.equals(content, i, i + wanted.length, wanted, 0, wanted.length));
    }
}
