package io.traceconnector.app.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a file line by line; holds one at a time. A line of more than {@value #LONGEST} bytes is cut: it is none of the log. */
final class LineReader {

    /** No record is as long; see {@link Records}. */
    static final int LONGEST = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;
    private long position;
    private boolean whole = true;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; empty at the end of the file. */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        while (fill()) {
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            line.write(buffer, from, Math.min(at - from, Math.max(0, LONGEST - line.size())));
            position += at - from;
            if (at < end) {
                at++;
                position++;
                return Optional.of(line.toByteArray());
            }
        }
        whole = line.size() == 0;
        return whole ? Optional.empty() : Optional.of(line.toByteArray());
    }

    /** Whether the line that was read last had its end. */
    boolean whole() {
        return whole;
    }

    /** How many bytes were read, ends of lines included. */
    long position() {
        return position;
    }

    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
        }
        return at < end;
    }
}
