package io.traceconnector.app.seal;

import io.traceconnector.api.LinkHash;
import io.traceconnector.chainscript.Link;

/**
 * The link that a new one follows, as it is signed: its hash was computed anew and is the one that Trace states.
 *
 * @param hash of the link
 */
public record Parent(LinkHash hash, Link link) {}
