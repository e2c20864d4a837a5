package io.traceconnector.chainscript;

import io.traceconnector.chainscript.LinkProtobuf.Zeros;

/** A link's hash: SHA-256 over its protobuf bytes, signatures included. */
public final class LinkHashing {
    private LinkHashing() {}

    /**
     * With zero values left out, as most clients do.
     *
     * @throws FormatException with code {@code link-version} if the version is not 1.0.0
     */
    public static LinkHash of(Link link) {
        return hash(link, Zeros.OMITTED);
    }

    /** With those zero values that the link's JSON had written out; often the same as {@link #of}. */
    public static LinkHash explicit(Link link) {
        return hash(link, Zeros.EXPLICIT);
    }

    /** Whether the stated hash is one of the two; the second is computed only when the first differs. */
    public static boolean matches(Link link, LinkHash stated) {
        return of(link).equals(stated) || explicit(link).equals(stated);
    }

    private static LinkHash hash(Link link, Zeros zeros) {
        if (!link.version().equals(Link.VERSION)) {
            throw new FormatException("link-version", "unknown link version");
        }
        return new LinkHash(
                Bytes.takeOwnershipOf(LinkProtobuf.written(link, zeros).sha256()));
    }
}
