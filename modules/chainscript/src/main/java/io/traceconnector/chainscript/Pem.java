package io.traceconnector.chainscript;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * One PEM block (RFC 7468). The reader takes CRLF, leading blanks, unwrapped base64, a missing last line end and line ends spelled
 * {@code \n}; text around the block and {@code EC PARAMETERS} before it are passed over. Bound to 64 KiB of text.
 */
public record Pem(String label, Bytes der) {
    private static final int MAX_LENGTH = 64 << 10;
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    /** @throws FormatException with code {@code pem-malformed} */
    public static Pem parse(byte[] pem) {
        return parse(new String(pem, StandardCharsets.ISO_8859_1));
    }

    /** @throws FormatException with code {@code pem-malformed} */
    public static Pem parse(String pem) {
        if (pem.length() > MAX_LENGTH) {
            throw malformed("longer than 64 KiB");
        }
        String text = pem.indexOf('\\') < 0 ? pem : pem.replace("\\r", "").replace("\\n", "\n");
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
            if (labelEnd < 0) {
                break;
            }
            String label = text.substring(begin + BEGIN.length(), labelEnd);
            int end = text.indexOf("-----END " + label + DASHES, labelEnd + DASHES.length());
            if (end < 0) {
                throw malformed("without its END line");
            }
            if (!label.equals("EC PARAMETERS")) {
                return new Pem(label, decode(text.substring(labelEnd + DASHES.length(), end)));
            }
            begin = text.indexOf(BEGIN, end);
        }
        throw malformed("without a BEGIN line");
    }

    /** Lines of 64 characters, each ended by a line feed. */
    public String text() {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.array());
        return BEGIN + label + DASHES + "\n" + body + (body.isEmpty() ? "" : "\n") + "-----END " + label + DASHES
                + "\n";
    }

    private static Bytes decode(String body) {
        if (body.indexOf(':') >= 0) {
            throw new FormatException(
                    "key-encryption", "a key in OpenSSL's old encryption: rewrite it with openssl pkcs8 -topk8");
        }
        byte[] base64 = new byte[body.length()];
        int length = 0;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                base64[length++] = (byte) c;
            }
        }
        try {
            return Bytes.takeOwnershipOf(Base64.getDecoder().decode(Arrays.copyOf(base64, length)));
        } catch (IllegalArgumentException e) {
            throw malformed("whose body is not base64");
        }
    }

    private static FormatException malformed(String how) {
        return new FormatException("pem-malformed", "a PEM text " + how);
    }

    /** The label alone: the content may be secret. */
    @Override
    public String toString() {
        return label;
    }
}
