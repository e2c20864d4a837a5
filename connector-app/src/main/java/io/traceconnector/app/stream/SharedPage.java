package io.traceconnector.app.stream;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.app.trace.LinksPage;
import io.traceconnector.app.trace.ReceivedLink;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A page that was fetched and opened for whoever wants it.
 *
 * @param next the cursor to read on after; that of the request where the page leads nowhere
 * @param total how many links Trace says there are
 * @param asked when Trace was asked
 * @param staleAt when it must be asked again: a page that Trace says to be full stays as it is
 */
record SharedPage(
        List<Segment> segments, Optional<Cursor> next, boolean hasNext, long total, Instant asked, Instant staleAt) {

    /** Above what its text needs, about what a link takes in memory. */
    private static final int LINK_BYTES = 1500;

    boolean serves(Instant notBefore, Instant now) {
        return !asked.isBefore(notBefore) && now.isBefore(staleAt);
    }

    /** About how many bytes it holds. */
    long weight() {
        long bytes = LINK_BYTES;
        for (Segment segment : segments) {
            bytes += LINK_BYTES + segment.metadata().utf8().length;
            bytes += switch (segment.payload()) {
                case Payload.Opened(var data) -> data.utf8().length;
                case Payload.Plain(var data) -> data.utf8().length;
                case Payload.NotForUs _, Payload.Closed _ -> 0;
            };
        }
        return bytes;
    }

    /**
     * Where reading goes on. Where the order of cursors can be told it is the greatest, and never one before the request's: then links that
     * come in the wrong order cost nothing.
     */
    static Optional<Cursor> next(Optional<Cursor> after, LinksPage page) {
        List<Cursor> links = page.links().stream()
                .map(ReceivedLink::cursor)
                .flatMap(Optional::stream)
                .toList();
        Optional<Cursor> stated =
                page.end().or(() -> links.isEmpty() ? Optional.empty() : Optional.of(links.getLast()));
        List<Cursor> all = Stream.of(after.stream(), links.stream(), stated.stream())
                .flatMap(cursors -> cursors)
                .toList();
        Optional<Cursor> greatest = Optional.empty();
        long most = Long.MIN_VALUE;
        for (Cursor cursor : all) {
            OptionalLong number = CursorNumber.of(cursor);
            if (number.isEmpty()) {
                return stated.or(() -> after);
            }
            if (number.getAsLong() > most) {
                most = number.getAsLong();
                greatest = Optional.of(cursor);
            }
        }
        return greatest;
    }
}
