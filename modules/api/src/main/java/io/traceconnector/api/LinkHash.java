package io.traceconnector.api;

import java.util.regex.Pattern;

/** The hash of a link as Trace's API spells it: 64 lower-case hexadecimal digits. */
public record LinkHash(String hex) implements Comparable<LinkHash> {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public LinkHash {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("a link hash must have 64 lower-case hexadecimal digits");
        }
    }

    @Override
    public int compareTo(LinkHash other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
