package io.traceconnector.api;

import java.util.List;
import java.util.Optional;

/**
 * A link as we could read it.
 *
 * @param cursor where it stands in its feed; empty where it was not read from a feed
 * @param hash as Trace states it
 * @param parent the hash of the link before it in the trace; empty for the first link
 * @param priority the link's height in its trace, from 1
 * @param action the action's key; empty text where absent
 * @param state the kind of link: {@code OWNED}, {@code PUSHING}, {@code PULLING}, {@code FREE}; empty text where absent
 * @param references hashes of links that this one refers to
 * @param metadata the link's own metadata as received ({@code groupId}, {@code createdAt}, …), without its recipients; JSON {@code null} where absent
 */
public record Segment(
        Feed feed,
        Optional<Cursor> cursor,
        LinkHash hash,
        TraceId trace,
        Optional<LinkHash> parent,
        double priority,
        String action,
        String state,
        List<String> tags,
        List<LinkHash> references,
        Json metadata,
        Payload payload,
        Verification verification) {

    public Segment {
        tags = List.copyOf(tags);
        references = List.copyOf(references);
    }
}
