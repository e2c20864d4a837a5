package io.traceconnector.app.keys;

/** What came of asking a private key to unwrap a block. */
public sealed interface Unwrap {

    /** The content of the block; the receiver owns the bytes and wipes them. */
    record Unwrapped(byte[] content) implements Unwrap {}

    /** The key was there and the block does not open with it: final. */
    record Rejected() implements Unwrap {}

    /**
     * The key cannot be used now (a token that is away, a pool at its bound until the deadline); says nothing about the block.
     *
     * @param reason for an operator, without secrets
     */
    record Unavailable(String reason) implements Unwrap {}
}
