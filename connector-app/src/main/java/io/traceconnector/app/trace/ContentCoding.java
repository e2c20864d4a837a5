package io.traceconnector.app.trace;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The codings of bodies that are asked for (RFC 9110 section 8.4): none, or gzip. */
final class ContentCoding {

    static final String ACCEPTED = "gzip";

    private ContentCoding() {}

    /** @throws IOException for a coding that was not asked for */
    static InputStream decode(String coding, InputStream body) throws IOException {
        return switch (coding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "" -> body;
            case "gzip", "x-gzip" -> new DrainingGzip(body);
            default -> throw new IOException("the answer is in a content coding that was not asked for");
        };
    }

    /** Reads what comes behind the compressed data, such as the last chunk's mark, so that the connection can be used again. */
    private static final class DrainingGzip extends GZIPInputStream {

        private final InputStream compressed;

        private DrainingGzip(InputStream compressed) throws IOException {
            super(compressed, 8192);
            this.compressed = compressed;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count < 0 && compressed.read() >= 0) {
                throw new IOException("more follows the end of the compressed answer");
            }
            return count;
        }
    }
}
