package io.traceconnector.app.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A path that every server reads alike: no dot segments, no empty ones, no slash, backslash, percent or semicolon hidden in an escape.
 *
 * @param segments decoded
 * @param directory whether it ends with a slash
 */
record SafePath(List<String> segments, boolean directory) {

    private static final String PLAIN = "-._~!$&'()*+,=:@";

    SafePath {
        segments = List.copyOf(segments);
    }

    /** @param raw the path as it stands in the request line */
    static Optional<SafePath> parse(String raw) {
        if (raw.isEmpty() || raw.charAt(0) != '/') {
            return Optional.empty();
        }
        String[] parts = raw.substring(1).split("/", -1);
        boolean directory = parts[parts.length - 1].isEmpty();
        List<String> segments = new ArrayList<>();
        for (int i = 0; i < parts.length - (directory ? 1 : 0); i++) {
            Optional<String> segment = decode(parts[i]).filter(SafePath::harmless);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return Optional.of(new SafePath(segments, directory));
    }

    private static boolean harmless(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.chars().noneMatch(c -> c < 0x20 || c == 0x7f || "/\\%;?#".indexOf(c) >= 0);
    }

    private static Optional<String> decode(String segment) {
        byte[] bytes = new byte[segment.length()];
        int length = 0;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c > 0x7e) {
                return Optional.empty();
            }
            if (c != '%') {
                bytes[length++] = (byte) c;
            } else if (i + 2 < segment.length()
                    && HexFormat.isHexDigit(segment.charAt(i + 1))
                    && HexFormat.isHexDigit(segment.charAt(i + 2))) {
                bytes[length++] = (byte) HexFormat.fromHexDigits(segment, i + 1, i + 3);
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The path after its first segments, written in the one way that leaves no doubt. */
    String encodedAfter(int count) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments.subList(count, segments.size())) {
            path.append('/').append(encode(segment));
        }
        return directory || path.isEmpty() ? path.append('/').toString() : path.toString();
    }

    private static String encode(String segment) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c < 0x80 && Character.isLetterOrDigit(c)) || PLAIN.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
