package io.traceconnector.app.callers.oidc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer over HTTP/1.1 (RFC 9112): at most 16 KiB of headers and 64 KiB of body, more is a failure. */
record IssuerAnswer(int status, byte[] body) {

    static final int MOST_BODY = 64 * 1024;
    private static final int MOST_HEADERS = 16 * 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})( .*)?");

    static IssuerAnswer read(InputStream in) throws IOException {
        Head head = new Head(in);
        Matcher status = STATUS.matcher(head.line());
        if (!status.matches()) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        Map<String, String> headers = headers(head);
        byte[] body;
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            body = chunks(in);
        } else if (headers.containsKey("content-length")) {
            body = exactly(in, number(headers.get("content-length"), 10));
        } else {
            body = bounded(in.readNBytes(MOST_BODY + 1));
        }
        return new IssuerAnswer(Integer.parseInt(status.group(1)), body);
    }

    private static Map<String, String> headers(Head head) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = head.line(); !line.isEmpty(); line = head.line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("the answer has a header without a name");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = number(new Head(in).line().split(";", 2)[0].strip(), 16);
            if (size == 0) {
                return body.toByteArray();
            }
            if (body.size() + size > MOST_BODY) {
                throw tooLarge();
            }
            body.write(exactly(in, size));
            if (!new Head(in).line().isEmpty()) {
                throw new IOException("the answer has a malformed chunk");
            }
        }
    }

    private static byte[] exactly(InputStream in, int size) throws IOException {
        if (size > MOST_BODY) {
            throw tooLarge();
        }
        byte[] body = in.readNBytes(size);
        if (body.length < size) {
            throw new IOException("the answer is cut");
        }
        return body;
    }

    private static byte[] bounded(byte[] body) throws IOException {
        if (body.length > MOST_BODY) {
            throw tooLarge();
        }
        return body;
    }

    private static int number(String text, int radix) throws IOException {
        try {
            int number = Integer.parseInt(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("the answer has a malformed length", e);
        }
        throw new IOException("the answer has a malformed length");
    }

    private static IOException tooLarge() {
        return new IOException("the answer has more than " + MOST_BODY + " bytes");
    }

    /** Reads lines of the head. */
    private static final class Head {

        private final InputStream in;
        private int left = MOST_HEADERS;

        Head(InputStream in) {
            this.in = in;
        }

        String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int before = -1;
            for (int next = in.read(); ; next = in.read()) {
                if (next < 0 || --left < 0) {
                    throw new IOException("the answer's head is cut, or larger than " + MOST_HEADERS + " bytes");
                }
                if (next == '\n' && before == '\r') {
                    String text = line.toString(StandardCharsets.ISO_8859_1);
                    return text.substring(0, text.length() - 1);
                }
                line.write(next);
                before = next;
            }
        }
    }
}
