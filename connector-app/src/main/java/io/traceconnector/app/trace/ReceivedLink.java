package io.traceconnector.app.trace;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.LinkHash;
import java.util.Optional;

/**
 * A link as Trace gave it, nothing checked.
 *
 * @param cursor where it stands in the workflow's links; empty where it was not read from there
 * @param stated the hash that Trace states
 * @param raw the JSON text of the link, as received
 * @param form the JSON text beside it (second generation); empty where null or absent
 */
public record ReceivedLink(Optional<Cursor> cursor, LinkHash stated, byte[] raw, Optional<byte[]> form) {}
