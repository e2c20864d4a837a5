package io.traceconnector.app.stream;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Payload;
import java.time.Instant;
import java.util.Optional;

/** A link of a feed that stays closed, and why. */
public record PoisonLink(Feed feed, Optional<Cursor> cursor, LinkHash hash, Payload.Reason reason, Instant seen) {}
