package io.traceconnector.api;

/** The hash of a link as Trace's API spells it: 64 lower-case hexadecimal digits. */
public record LinkHash(String hex) implements Comparable<LinkHash> {

    public LinkHash {
        boolean valid = hex.length() == 64;
        for (int i = 0; valid && i < 64; i++) {
            valid = isDigit(hex.charAt(i));
        }
        if (!valid) {
            throw new IllegalArgumentException("a link hash must have 64 lower-case hexadecimal digits");
        }
    }

    private static boolean isDigit(char character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
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
