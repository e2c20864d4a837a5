package io.traceconnector.app.trace;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

/** One file as {@code multipart/form-data} (RFC 7578), under a boundary that nobody can foresee. */
final class Multipart {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String boundary;
    private final byte[] head;
    private final byte[] tail;

    /** @param name of the file; must have no control characters, quotes in it are escaped as browsers do */
    Multipart(String name) {
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a file's name must have no control characters");
        }
        byte[] random = new byte[24];
        RANDOM.nextBytes(random);
        boundary = "connector-" + HexFormat.of().formatHex(random);
        head = utf8("--" + boundary + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\""
                + name.replace("\"", "%22") + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        tail = utf8("\r\n--" + boundary + "--\r\n");
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    OptionalLong length(OptionalLong content) {
        return content.isEmpty()
                ? content
                : OptionalLong.of(Math.addExact(content.getAsLong(), (long) head.length + tail.length));
    }

    InputStream around(InputStream content) {
        return new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(head), content, new ByteArrayInputStream(tail))));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
