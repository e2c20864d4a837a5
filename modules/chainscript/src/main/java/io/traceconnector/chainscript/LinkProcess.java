package io.traceconnector.chainscript;

/**
 * The process that a link belongs to.
 *
 * @param name in Trace the workflow's id, decimal
 * @param state in Trace the link's type: {@code OWNED}, {@code PUSHING}, {@code PULLING} or, in old links, {@code FREE}
 */
public record LinkProcess(String name, String state, ExplicitZeros explicitZeros) {
    public static final LinkProcess EMPTY = new LinkProcess("", "", ExplicitZeros.NONE);

    public LinkProcess(String name, String state) {
        this(name, state, ExplicitZeros.NONE);
    }
}
