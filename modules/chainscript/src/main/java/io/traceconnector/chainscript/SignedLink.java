package io.traceconnector.chainscript;

/**
 * A link that was just signed.
 *
 * @param json as {@link LinkJson#write} has it; read only
 */
public record SignedLink(Link link, byte[] json) {}
