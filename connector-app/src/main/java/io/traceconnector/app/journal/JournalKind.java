package io.traceconnector.app.journal;

import java.nio.charset.StandardCharsets;

/**
 * What a journal is for: neither its file, nor a frame of it, nor its local key is taken for one of another kind.
 *
 * @param title eight characters of ASCII, with which the file begins
 * @param purpose is authenticated with every frame
 * @param keyTitle the first line of the local key's file, in ASCII
 */
public record JournalKind(String title, String purpose, String keyTitle) {

    static final int TITLE_SIZE = 8;

    public JournalKind {
        if (title.getBytes(StandardCharsets.US_ASCII).length != TITLE_SIZE) {
            throw new IllegalArgumentException("a journal's title has " + TITLE_SIZE + " characters");
        }
    }
}
