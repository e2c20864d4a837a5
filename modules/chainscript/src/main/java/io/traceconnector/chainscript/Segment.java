package io.traceconnector.chainscript;

import java.util.List;
import java.util.Optional;

/**
 * A link with the hash that somebody states for it.
 *
 * @param linkHash as stated: empty where it is missing, not checked against the link
 */
public record Segment(Optional<Link> link, Bytes linkHash, List<Evidence> evidences) {
    public Segment {
        evidences = List.copyOf(evidences);
    }
}
