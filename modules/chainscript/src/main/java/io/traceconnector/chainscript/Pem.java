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
    public static Pem parse(String pem) {
        return parse(pem.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Makes no text of what may be a private key, and wipes its own copies.
     *
     * @throws FormatException with code {@code pem-malformed}
     */
    public static Pem parse(byte[] pem) {
        if (pem.length > MAX_LENGTH) {
            throw malformed("longer than 64 KiB");
        }
        byte[] text = lineEndsUnescaped(pem);
        try {
            return read(text);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private static Pem read(byte[] text) {
        int begin = find(text, BEGIN, 0);
        while (begin >= 0) {
            int labelStart = begin + BEGIN.length();
            int labelEnd = find(text, DASHES, labelStart);
            if (labelEnd < 0) {
                break;
            }
            String label = new String(text, labelStart, labelEnd - labelStart, StandardCharsets.ISO_8859_1);
            int end = find(text, "-----END " + label + DASHES, labelEnd + DASHES.length());
            if (end < 0) {
                throw malformed("without its END line");
            }
            if (!label.equals("EC PARAMETERS")) {
                return new Pem(label, decode(text, labelEnd + DASHES.length(), end));
            }
            begin = find(text, BEGIN, end);
        }
        throw malformed("without a BEGIN line");
    }

    /** A copy in which what environment variables hold for a line end is one. */
    private static byte[] lineEndsUnescaped(byte[] pem) {
        byte[] text = new byte[pem.length];
        int length = 0;
        for (int i = 0; i < pem.length; i++) {
            boolean escaped = pem[i] == '\\' && i + 1 < pem.length;
            if (escaped && pem[i + 1] == 'n') {
                text[length++] = '\n';
                i++;
            } else if (escaped && pem[i + 1] == 'r') {
                i++;
            } else {
                text[length++] = pem[i];
            }
        }
        Arrays.fill(text, length, text.length, (byte) '\n');
        return text;
    }

    private static int find(byte[] text, String what, int from) {
        for (int i = from; i <= text.length - what.length(); i++) {
            int matched = 0;
            while (matched < what.length() && text[i + matched] == (byte) what.charAt(matched)) {
                matched++;
            }
            if (matched == what.length()) {
                return i;
            }
        }
        return -1;
    }

    /** Lines of 64 characters, each ended by a line feed. */
    public String text() {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.array());
        return BEGIN + label + DASHES + "\n" + body + (body.isEmpty() ? "" : "\n") + "-----END " + label + DASHES
                + "\n";
    }

    private static Bytes decode(byte[] text, int from, int to) {
        byte[] base64 = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte c = text[i];
            if (c == ':') {
                throw new FormatException(
                        "key-encryption", "a key in OpenSSL's old encryption: rewrite it with openssl pkcs8 -topk8");
            }
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                base64[length++] = c;
            }
        }
        byte[] compact = Arrays.copyOf(base64, length);
        try {
            return Bytes.takeOwnershipOf(Base64.getDecoder().decode(compact));
        } catch (IllegalArgumentException e) {
            throw malformed("whose body is not base64");
        } finally {
            Arrays.fill(base64, (byte) 0);
            Arrays.fill(compact, (byte) 0);
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
