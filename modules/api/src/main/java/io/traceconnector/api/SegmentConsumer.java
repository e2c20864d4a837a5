package io.traceconnector.api;

/** Capability of a running module: takes the decrypted links of every feed, each from its own position. */
public interface SegmentConsumer {

    /** The stored position in a feed, {@link Position#START} where there is none. */
    Position position(Feed feed);

    /**
     * Takes a batch and stores its effect and its position as one. Called by one thread at a time for a feed, by several for
     * several feeds. When it returns, a crash loses nothing that {@link #position} then claims. An exception means that nothing was
     * taken: the same batch comes again, later.
     */
    void accept(Batch batch) throws Exception;
}
