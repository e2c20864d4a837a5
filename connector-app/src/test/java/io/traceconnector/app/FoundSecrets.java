package io.traceconnector.app;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks for secrets in bytes of any kind, as text in one byte a character and in two. */
final class FoundSecrets {

    private static final int PREFIX = Long.BYTES;
    private static final List<Charset> FORMS =
            List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private final Map<Long, List<Needle>> needles = new LinkedHashMap<>();
    private final long[] prefixes;

    /** @param secrets by a name under which they may be told */
    FoundSecrets(Map<String, String> secrets) {
        secrets.forEach((name, secret) -> FORMS.forEach(form -> add(name, secret.getBytes(form))));
        prefixes = needles.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private void add(String name, byte[] needle) {
        if (needle.length < PREFIX) {
            throw new IllegalArgumentException("too short to be looked for: " + name);
        }
        needles.computeIfAbsent(ByteBuffer.wrap(needle).getLong(), prefix -> new ArrayList<>())
                .add(new Needle(name, needle));
    }

    /** The names of those that are in the file. */
    Set<String> in(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            return in(in);
        }
    }

    private Set<String> in(InputStream in) throws IOException {
        Set<String> found = new TreeSet<>();
        List<Begun> begun = new ArrayList<>();
        long last = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            byte b = (byte) next;
            begun.removeIf(one -> !one.goesOnWith(b, found));
            last = last << 8 | (b & 0xFF);
            if (java.util.Arrays.binarySearch(prefixes, last) >= 0) {
                needles.getOrDefault(last, List.of()).forEach(needle -> begun.add(new Begun(needle)));
                begun.removeIf(one -> one.isWhole(found));
            }
        }
        return found;
    }

    private record Needle(String name, byte[] bytes) {}

    /** A needle whose beginning has been seen. */
    private static final class Begun {
        private final Needle needle;
        private int seen = PREFIX;

        private Begun(Needle needle) {
            this.needle = needle;
        }

        private boolean goesOnWith(byte b, Set<String> found) {
            return needle.bytes()[seen++] == b && !isWhole(found);
        }

        private boolean isWhole(Set<String> found) {
            if (seen == needle.bytes().length) {
                found.add(needle.name());
                return true;
            }
            return false;
        }
    }
}
