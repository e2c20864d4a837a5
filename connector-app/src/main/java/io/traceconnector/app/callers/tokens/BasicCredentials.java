package io.traceconnector.app.callers.tokens;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A client's id and secret in the header {@code Authorization} (RFC 7617, each half form-encoded as in RFC 6749 section 2.3.1). Prints as
 * nothing.
 *
 * @param colons how many there were as it came: an id with colons that was not encoded is split at the wrong one
 */
record BasicCredentials(String id, String secret, long colons) {

    private static final int LONGEST = 4096;

    /** Empty where the header has another scheme. */
    static boolean isBasic(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith("basic ");
    }

    /**
     * Split at the first colon, then decoded; a half that is not form-encoded counts as it came, since many clients do not encode.
     *
     * @throws OAuthException {@code invalid_client} where it is not of that form
     */
    static BasicCredentials parse(String header) {
        return read(header).orElseThrow(() -> OAuthException.invalidClient(""));
    }

    /** The same; empty where it is not of that form. */
    static Optional<BasicCredentials> read(String header) {
        String encoded = header.substring("basic ".length()).strip();
        Optional<String> raw = encoded.length() > LONGEST ? Optional.empty() : text(encoded);
        return raw.filter(text -> text.indexOf(':') > 0).map(BasicCredentials::split);
    }

    private static BasicCredentials split(String text) {
        int colon = text.indexOf(':');
        return new BasicCredentials(
                decoded(text.substring(0, colon)),
                decoded(text.substring(colon + 1)),
                text.chars().filter(c -> c == ':').count());
    }

    private static String decoded(String half) {
        return OAuthForm.decode(half).orElse(half);
    }

    /** Padded or not. */
    private static Optional<String> text(String encoded) {
        try {
            return OAuthForm.utf8(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** For whoever sent an id with colons as it is. */
    String hint() {
        return colons > 1 ? " In Basic, percent-encode ':' in the client's id (RFC 6749 section 2.3.1)." : "";
    }

    @Override
    public String toString() {
        return "BasicCredentials";
    }
}
