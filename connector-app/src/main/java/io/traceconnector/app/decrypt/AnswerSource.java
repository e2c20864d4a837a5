package io.traceconnector.app.decrypt;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of an answer, 64 KiB at a time. What was read past goes to the sink, in order, at the latest when the buffer is refilled; a token
 * may be kept in sight over refills.
 */
final class AnswerSource {

    private static final int SIZE = 64 * 1024;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final InputStream in;
    private final AnswerSink sink;
    private final byte[] buffer = new byte[SIZE];
    private int position;
    private int limit;
    private int handedOver;
    private int token = -1;
    private int tokenFrom;

    AnswerSource(InputStream in, AnswerSink sink) {
        this.in = in;
        this.sink = sink;
    }

    /** The next byte, not read past; -1 at the end. */
    int peek() throws IOException {
        return position < limit || refill() ? buffer[position] & 0xff : -1;
    }

    /** Reads past the byte that {@link #peek()} gave. */
    void advance() {
        position++;
    }

    /** Reads past everything that may stand inside a JSON string without a meaning of its own; stops also at the end of the buffer. */
    void skipPlain() {
        int at = position;
        int last = limit - Long.BYTES;
        while (at <= last) {
            long word = (long) WORDS.get(buffer, at);
            long found = below(word ^ (ONES * '"'), 1) | below(word ^ (ONES * '\\'), 1) | below(word, 0x20);
            if (found != 0) {
                position = at + (Long.numberOfTrailingZeros(found) >>> 3);
                return;
            }
            at += Long.BYTES;
        }
        while (at < limit && (buffer[at] < 0 || buffer[at] >= 0x20) && buffer[at] != '"' && buffer[at] != '\\') {
            at++;
        }
        position = at;
    }

    /** The high bits of bytes that are less than a bound of at most 0x80; above the lowest such byte there may be false ones. */
    private static long below(long word, int bound) {
        return (word - ONES * bound) & ~word & HIGHS;
    }

    /** The position in the sink of the next byte. */
    long position() {
        return sink.position() + (position - handedOver);
    }

    /** Gives the sink all that was read past. */
    void handOver() throws IOException {
        int from = handedOver;
        handedOver = position;
        sink.write(buffer, from, position - from);
    }

    /** Keeps what comes now in sight; one token at a time. */
    void beginToken() {
        token = position;
    }

    /** Ends the token at what was read past, and tells its length; -1 where it was longer than the buffer and is lost. */
    int endToken() {
        int length = token < 0 ? -1 : position - token;
        tokenFrom = token;
        token = -1;
        return length;
    }

    /** Where the token that ended last begins in {@link #buffer()}; valid until the next byte is read. */
    int tokenFrom() {
        return tokenFrom;
    }

    byte[] buffer() {
        return buffer;
    }

    private boolean refill() throws IOException {
        handOver();
        if (token == 0 && limit == SIZE) {
            token = -1;
        }
        int keep = token < 0 ? 0 : limit - token;
        System.arraycopy(buffer, limit - keep, buffer, 0, keep);
        token = token < 0 ? -1 : 0;
        position = keep;
        handedOver = keep;
        limit = keep;
        int read = in.read(buffer, keep, SIZE - keep);
        limit += Math.max(read, 0);
        return read > 0;
    }
}
