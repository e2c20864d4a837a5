package io.traceconnector.app.outbox;

/** Where a frame is in the journal. */
record Place(long offset, int length) {

    long end() {
        return offset + length;
    }
}
