package io.traceconnector.chainscript;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A link's JSON as far as it stands before the link is signed. What the signature is over ({@code [version,data,meta]}) has the same texts in another
 * frame, so most of a link is written once and not copied. For one thread.
 */
final class UnsignedLink {
    private static final byte[] START = ascii("[\"" + Link.VERSION + "\",");
    private static final byte[] NULL = ascii("null");
    private static final int BEFORE_DATA = "{\"data\":".length();
    private static final int BEFORE_META = "\"meta\":".length();

    private final LinkPayload json;
    private final boolean hasData;
    private final int endOfData;
    private final int endOfMeta;

    private UnsignedLink(Link link) {
        json = LinkPayload.begin(link, link.signatures().size() + 1);
        hasData = !link.data().isEmpty();
        json.data(link);
        endOfData = json.out().size();
        json.meta(link);
        endOfMeta = json.out().size();
    }

    /** Empty for the rare link in which the two have other texts. */
    static Optional<UnsignedLink> of(Link link) {
        boolean usual = link.version().equals(Link.VERSION)
                && link.hasMeta()
                && link.explicitZeros().equals(ExplicitZeros.NONE)
                && !LinkPayload.hasNegativeZero(link);
        return usual ? Optional.of(new UnsignedLink(link)) : Optional.empty();
    }

    /** The same as {@link LinkSignatures#digest} for {@link PayloadPath#DEFAULT}. */
    byte[] digest() {
        MessageDigest digest = Digests.sha256();
        digest.update(START);
        if (hasData) {
            json.out().digest(digest, BEFORE_DATA, endOfData);
        } else {
            digest.update(NULL);
        }
        digest.update((byte) ',');
        int separator = hasData ? 1 : 0;
        json.out().digest(digest, endOfData + separator + BEFORE_META, endOfMeta);
        digest.update((byte) ']');
        return digest.digest();
    }

    /**
     * The same as {@link LinkJson#write}; to be called once, after {@link #digest}.
     *
     * @param signed this link with its signatures
     */
    byte[] json(Link signed) {
        return json.end(signed);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
