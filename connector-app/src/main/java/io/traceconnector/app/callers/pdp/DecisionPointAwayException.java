package io.traceconnector.app.callers.pdp;

import java.io.Serial;

/** The decision point gives no usable answer while a request is being carried out. */
public final class DecisionPointAwayException extends RuntimeException {

    /** As callers are told. */
    public static final String CODE = "pdp_unavailable";

    /** As callers are told. */
    public static final String DETAIL = "The decision point that has to agree cannot be asked now; try later.";

    @Serial
    private static final long serialVersionUID = 1L;

    public DecisionPointAwayException() {
        super(DETAIL);
    }
}
