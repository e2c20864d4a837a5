package io.traceconnector.chainscript;

/** A link of another process (or trace) that a link refers to. */
public record LinkReference(Bytes linkHash, String process, ExplicitZeros explicitZeros) {
    public LinkReference(Bytes linkHash, String process) {
        this(linkHash, process, ExplicitZeros.NONE);
    }
}
