package io.traceconnector.app.outbox;

import io.traceconnector.app.seal.Sealing;
import io.traceconnector.app.trace.LinkSending;
import io.traceconnector.app.trace.Links;

/** What is used to make a link, to send it, and to see what became of it. */
public record WayToTrace(Sealing sealing, Links links, LinkSending sending) {}
