package io.traceconnector.api;

/** The hash of a link as Trace's API spells it: 64 lower-case hexadecimal digits. */
public record LinkHash(String hex) implements Comparable<LinkHash> {

    public LinkHash {
        if (!Hex.isSha256(hex)) {
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
