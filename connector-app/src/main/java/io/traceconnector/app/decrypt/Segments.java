package io.traceconnector.app.decrypt;

import io.traceconnector.api.Feed;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.Verification;
import io.traceconnector.app.decrypt.Examination.Read;
import io.traceconnector.app.decrypt.Examination.Unread;
import io.traceconnector.app.trace.ReceivedLink;
import java.util.List;
import java.util.Optional;

/** Puts together what consumers get of a link. */
final class Segments {

    /** Stands for the trace of a link that cannot be read; such a link is always closed. */
    private static final TraceId UNREADABLE = new TraceId("unreadable");

    private Segments() {}

    static Segment of(
            Feed feed, ReceivedLink received, Examination examined, Payload payload, Verification verification) {
        return switch (examined) {
            case Unread _ ->
                new Segment(
                        feed,
                        received.cursor(),
                        received.stated(),
                        UNREADABLE,
                        Optional.empty(),
                        0,
                        "",
                        "",
                        List.of(),
                        List.of(),
                        Metadata.NONE,
                        payload,
                        verification);
            case Read read -> {
                Heading heading = read.heading();
                yield new Segment(
                        feed,
                        received.cursor(),
                        received.stated(),
                        new TraceId(read.facts().trace()),
                        heading.parent(),
                        heading.priority(),
                        heading.action(),
                        heading.state(),
                        heading.tags(),
                        heading.references(),
                        heading.metadata(),
                        payload,
                        verification);
            }
        };
    }
}
