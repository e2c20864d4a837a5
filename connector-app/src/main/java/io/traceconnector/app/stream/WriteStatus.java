package io.traceconnector.app.stream;

import java.util.Optional;

/** Whether a consumer has a link. */
public sealed interface WriteStatus {

    /** It has taken the link, as far as the link can be verified, since it was last started. */
    record Taken() implements WriteStatus {}

    /**
     * It is not known to have taken it.
     *
     * @param reason why
     * @param status how far the consumer is in the link's feed; empty where it does not read that feed
     */
    record NotYet(Reason reason, Optional<StreamStatus> status) implements WriteStatus {

        static final NotYet UNREAD = new NotYet(Reason.UNKNOWN_FEED, Optional.empty());
    }

    /** Why a link is not known to have been taken. */
    enum Reason {
        /** The consumer has not come so far, or Trace does not show the link yet. */
        BEHIND,
        /** The consumer has all that Trace showed, and may have had the link for longer than is remembered. */
        FORGOTTEN,
        /** The consumer reads no such feed, or not yet. */
        UNKNOWN_FEED
    }
}
