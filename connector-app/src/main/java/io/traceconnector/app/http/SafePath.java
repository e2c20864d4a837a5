package io.traceconnector.app.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path that every server reads alike: no dot segments, no empty ones, no slash, backslash, percent or semicolon hidden in an escape. It may begin with
 * a space, as in {@code /{space}/api/v1/links}, and names the same operation as without it.
 *
 * @param space as the path names it; a UUID
 * @param segments decoded, after the space
 * @param directory whether it ends with a slash
 */
record SafePath(Optional<String> space, List<String> segments, boolean directory) {

    private static final Pattern SPACE = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    /** Nothing else is about spaces. */
    private static final List<String> IN_SPACES = List.of("api", "v1");

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
        return Optional.of(
                beginsWithSpace(segments)
                        ? new SafePath(
                                Optional.of(segments.getFirst()), segments.subList(1, segments.size()), directory)
                        : new SafePath(Optional.empty(), segments, directory));
    }

    private static boolean beginsWithSpace(List<String> segments) {
        return segments.size() > IN_SPACES.size() + 1
                && segments.subList(1, IN_SPACES.size() + 1).equals(IN_SPACES)
                && SPACE.matcher(segments.getFirst()).matches();
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

    /** The whole path as it was asked for, the space included. */
    String requested() {
        return space.map(id -> "/" + id).orElse("") + encodedAfter(0);
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
