package io.traceconnector.app.callers.tokens;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of a request to an OAuth endpoint ({@code application/x-www-form-urlencoded}): at most 32, none of them twice (RFC 6749
 * section 3.2), none with a control character. Empty ones count as left out. Prints as nothing: they hold secrets.
 */
public final class OAuthForm {

    private static final int MOST = 32;

    private final Map<String, String> parameters;

    private OAuthForm(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** @throws OAuthException {@code invalid_request} */
    public static OAuthForm parse(byte[] body) {
        Map<String, String> parameters = new TreeMap<>();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String[] pairs = text.isEmpty() ? new String[0] : text.split("&", -1);
        if (pairs.length > MOST) {
            throw OAuthException.invalidRequest("There are more than " + MOST + " parameters.");
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (parameters.put(name, value) != null) {
                throw OAuthException.invalidRequest("A parameter is there twice.");
            }
        }
        parameters.values().removeIf(String::isEmpty);
        return new OAuthForm(parameters);
    }

    private static String decoded(String text) {
        return decode(text)
                .orElseThrow(() ->
                        OAuthException.invalidRequest("The body is not application/x-www-form-urlencoded in UTF-8."));
    }

    /** Undoes the form encoding; empty where it is malformed, not UTF-8, or holds a control character. */
    static Optional<String> decode(String text) {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length()
                        || !HexFormat.isHexDigit(text.charAt(i + 1))
                        || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                    return Optional.empty();
                }
                bytes[length++] = (byte) HexFormat.fromHexDigits(text, i + 1, i + 3);
                i += 2;
            } else if (c > 0xff) {
                return Optional.empty();
            } else {
                bytes[length++] = (byte) (c == '+' ? ' ' : c);
            }
        }
        return utf8(ByteBuffer.wrap(bytes, 0, length));
    }

    /** Empty where it is not UTF-8, or holds a control character. */
    static Optional<String> utf8(ByteBuffer bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return Optional.of(text).filter(found -> found.chars().noneMatch(c -> c < 0x20 || c == 0x7f));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** @throws OAuthException {@code invalid_request} where it is missing */
    String require(String name) {
        return get(name).orElseThrow(() -> OAuthException.invalidRequest("The parameter " + name + " is missing."));
    }

    @Override
    public String toString() {
        return "OAuthForm";
    }
}
