package io.traceconnector.app.audit;

import java.nio.charset.StandardCharsets;

/**
 * A line of the log by its number and hash, which stands for all lines before it too.
 *
 * @param number of the line; 0 for the head of a log without lines
 * @param hash 64 lower-case hexadecimal digits
 */
public record Head(long number, String hash) {

    /** What is signed: no other thing that the connector signs begins like this. */
    byte[] message() {
        return ("trace-connector audit head 1\n" + number + "\n" + hash + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
