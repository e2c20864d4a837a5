package io.traceconnector.app.journal;

/** Where a frame is in the journal. */
public record Place(long offset, int length) {

    public long end() {
        return offset + length;
    }
}
