package io.traceconnector.app.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where the log stands, and how its next line is made of it. A line is one JSON object that begins with the line's number {@code n}, counted from 1
 * over all files, and ends with {@code hash}: SHA-256 over the hash of the line before (32 bytes, of the first line zeros) and all bytes of the
 * line that stand before {@code ,"hash":}. For one thread.
 */
final class Chain {

    static final int HASH = 32;

    private static final byte[] NUMBER = ascii("{\"n\":");
    private static final byte[] END = ascii("\"}\n");

    private final MessageDigest sha256;
    private long last;
    private byte[] hash;

    /**
     * @param last number of the last line; 0 where there is none
     * @param hash of the last line
     */
    Chain(long last, byte[] hash) {
        this.sha256 = sha256();
        this.last = last;
        this.hash = hash.clone();
    }

    /** Of a log without lines. */
    static Chain empty() {
        return new Chain(0, new byte[HASH]);
    }

    Chain copy() {
        return new Chain(last, hash);
    }

    /** The last line. */
    Head head() {
        return new Head(last, HexFormat.of().formatHex(hash));
    }

    /** Adds a line and writes it. */
    void append(byte[] body, ByteArrayOutputStream out) {
        byte[] number = ascii(Long.toString(last + 1));
        ByteArrayOutputStream line = new ByteArrayOutputStream(body.length + 128);
        line.writeBytes(NUMBER);
        line.writeBytes(number);
        line.write(',');
        line.writeBytes(body);
        byte[] covered = line.toByteArray();
        hash = hash(hash, covered, covered.length);
        last++;
        out.writeBytes(covered);
        out.writeBytes(Line.HASH_MEMBER);
        out.writeBytes(ascii(HexFormat.of().formatHex(hash)));
        out.writeBytes(END);
    }

    /** Whether a line that was read continues the log; if so, it is the last line now. */
    boolean follows(Line line) {
        if (line.number() != last + 1 || !line.isOf(hash(hash, line.text(), line.covered()))) {
            return false;
        }
        goOnAfter(line);
        return true;
    }

    /** Takes a line for the last one, whatever stood before. */
    void goOnAfter(Line line) {
        last = line.number();
        hash = HexFormat.of().parseHex(line.hash());
    }

    private byte[] hash(byte[] before, byte[] text, int length) {
        sha256.update(before);
        sha256.update(text, 0, length);
        return sha256.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
