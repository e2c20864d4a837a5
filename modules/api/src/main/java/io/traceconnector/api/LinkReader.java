package io.traceconnector.api;

import java.util.List;
import java.util.Optional;

/** Reads links from Trace, verified and opened with the keys of the caller's organisations only. Blocks. */
public interface LinkReader {

    /** All links of a trace, first link first; empty where it does not exist or the caller may not see it. */
    List<Segment> trace(Caller caller, TraceId trace);

    /** One link of a trace. */
    default Optional<Segment> link(Caller caller, TraceId trace, LinkHash hash) {
        return trace(caller, trace).stream()
                .filter(segment -> segment.hash().equals(hash))
                .findFirst();
    }
}
