package io.traceconnector.chainscript;

/** How much of a link a signature covers. */
public enum Coverage {
    /** Version, data and meta: everything that can be covered before the signature is there. */
    ALL,
    PART
}
