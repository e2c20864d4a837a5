package io.traceconnector.chainscript;

import java.util.HexFormat;

/** The identity of a link: 32 bytes, written as lower-case hex in GraphQL fields and as base64 inside links. */
public record LinkHash(Bytes bytes) {
    public static final int SIZE = 32;

    public LinkHash {
        if (bytes.size() != SIZE) {
            throw new FormatException("link-hash", "a link hash has 32 bytes, not " + bytes.size());
        }
    }

    public static LinkHash ofHex(String hex) {
        try {
            return new LinkHash(Bytes.takeOwnershipOf(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException e) {
            throw new FormatException("link-hash", "a link hash has 64 hex digits");
        }
    }

    public static LinkHash ofBase64(String base64) {
        return new LinkHash(Bytes.ofBase64(base64));
    }

    public String hex() {
        return bytes.hex();
    }

    public String base64() {
        return bytes.base64();
    }

    @Override
    public String toString() {
        return hex();
    }
}
