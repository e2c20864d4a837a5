package io.traceconnector.app.outbox;

import io.traceconnector.api.ProblemException;
import java.util.List;

/** What is refused because there is no room. */
record Bounds(OutboxConfig config) {

    /** Bytes of disk that the answer of an ended entry takes, about. */
    static final long ANSWER = 400;

    private static final int MAX_REQUEST = 16 << 20;

    /** Sealed forms are larger than requests: base64 twice, and a block for each recipient; there may be several, one after another. */
    private static final int FORMS = 4;

    private static final long FORM = 16 << 10;

    void checkEach(List<byte[]> contents) {
        if (contents.stream().anyMatch(content -> content.length > MAX_REQUEST)) {
            throw new ProblemException(
                    413, "link_too_large", "A link may have at most 16 MiB; put large content into files.");
        }
    }

    void checkAll(Book book, long used, List<byte[]> contents) {
        if (book.open() + contents.size() > config.maxEntries()) {
            throw full("it holds " + book.open() + " links that wait to be written (max-entries)");
        }
        if (book.ended() + book.open() + contents.size() > config.maxAnswers() + config.maxEntries()) {
            throw full("it remembers " + book.ended() + " answers (max-answers)");
        }
        if (!hasRoom(used, contents)) {
            throw full("it uses " + used + " bytes of disk (max-bytes)");
        }
    }

    boolean hasRoom(long used, List<byte[]> contents) {
        long needed = contents.stream()
                .mapToLong(content -> (long) content.length * FORMS + FORM)
                .sum();
        return used + needed <= config.maxBytes();
    }

    private static ProblemException full(String why) {
        return new ProblemException(
                503,
                "outbox_full",
                "The outbox takes no more links now: " + why + ". Nothing was accepted; try later.");
    }
}
