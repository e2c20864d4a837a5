package io.traceconnector.app.callers;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A compact JWS around claims (RFC 7515 section 7.1, RFC 7519), read and <em>not verified</em>: good for choosing who verifies it, and for
 * nothing else. Has a {@link SingleReading}. Prints as nothing.
 */
public final class JwtForm {

    /** Larger ones are refused unread, and so are tokens of other forms. */
    static final int LONGEST = 8192;

    private static final String JWK = "jwk";

    /** Headers that would say where a key comes from, or that the rest is to be read in another way. */
    private static final Set<String> FORBIDDEN = Set.of("crit", "b64", "zip", "jku", JWK, "x5u", "x5c");

    private final String signed;
    private final ObjectNode header;
    private final ObjectNode claims;
    private final byte[] signature;

    private JwtForm(String signed, ObjectNode header, ObjectNode claims, byte[] signature) {
        this.signed = signed;
        this.header = header;
        this.claims = claims;
        this.signature = signature;
    }

    /** Empty where it is none. An empty signature is one, if never a good one. */
    public static Optional<JwtForm> read(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            if (SingleReading.of(decoder.decode(parts[0])) instanceof ObjectNode header
                    && SingleReading.of(decoder.decode(parts[1])) instanceof ObjectNode claims) {
                String signed = token.substring(0, parts[0].length() + 1 + parts[1].length());
                return Optional.of(new JwtForm(signed, header, claims, decoder.decode(parts[2])));
            }
            return Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A text of the header. */
    public Optional<String> header(String name) {
        return text(header.path(name));
    }

    /** Whether its header asks for a key of its own choice, or to be read in another way: never trusted. */
    public boolean hasForbiddenHeader() {
        return header.propertyNames().stream().anyMatch(FORBIDDEN::contains);
    }

    /** The same but for {@code jwk}, by which a proof says whose it is. */
    public boolean hasForbiddenHeaderBesidesJwk() {
        return header.propertyNames().stream().anyMatch(name -> FORBIDDEN.contains(name) && !name.equals(JWK));
    }

    /** The key that its header names; whoever signs can put any key there. Empty where there is none. */
    public Optional<ObjectNode> jwk() {
        return header.path(JWK) instanceof ObjectNode key ? Optional.of(key) : Optional.empty();
    }

    /** Whether the header's {@code typ} is one of these, without {@code application/} and in any case (RFC 7515 section 4.1.9). */
    public boolean isOfType(String... types) {
        String type = header("typ").orElse("").replaceFirst("^(?i:application/)", "");
        for (String one : types) {
            if (one.equalsIgnoreCase(type)) {
                return true;
            }
        }
        return false;
    }

    /** Says who it is from; a lie until it is verified. */
    public Optional<String> issuer() {
        return claim("iss");
    }

    /** A text among the claims. */
    public Optional<String> claim(String name) {
        return text(claims.path(name));
    }

    /** All claims; not to be changed. */
    public JsonNode claims() {
        return claims;
    }

    /** What the signature is over. */
    public byte[] signed() {
        return signed.getBytes(StandardCharsets.US_ASCII);
    }

    public byte[] signature() {
        return signature.clone();
    }

    private static Optional<String> text(JsonNode value) {
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    @Override
    public String toString() {
        return "JwtForm";
    }
}
