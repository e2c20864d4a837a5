package io.traceconnector.app.seal;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;

/**
 * The link that a new one follows, as it is signed: its hash was computed anew and is the one that Trace states.
 *
 * @param hash of the link
 */
public record Parent(LinkHash hash, Link link) {

    /** @throws ProblemException {@code parent_unverified} (502) where the link does not have the hash that Trace states, or is none */
    public static Parent of(ReceivedLink received) {
        Link link;
        boolean verified;
        try {
            link = LinkJson.read(received.raw());
            verified = LinkHashing.matches(
                    link,
                    io.traceconnector.chainscript.LinkHash.ofHex(
                            received.stated().hex()));
        } catch (FormatException e) {
            throw unverified(received.stated());
        }
        double priority = link.meta().priority();
        if (!verified || !(priority >= 0) || Double.isInfinite(priority)) {
            throw unverified(received.stated());
        }
        return new Parent(received.stated(), link);
    }

    private static ProblemException unverified(LinkHash stated) {
        return new ProblemException(
                502,
                "parent_unverified",
                "Trace gave link " + stated
                        + " in a form that does not have this hash, so nothing is written after it.");
    }

    /** @throws ProblemException where the request is not for the link's trace and workflow */
    void requireSamePlace(LinkRequest request) {
        if (!link.meta().mapId().equals(request.trace().value())
                || !link.meta().process().name().equals(request.workflow().value())) {
            throw new ProblemException(
                    409,
                    "parent_mismatch",
                    "Link " + hash + " is not one of trace " + request.trace() + " in workflow " + request.workflow()
                            + ".");
        }
    }
}
