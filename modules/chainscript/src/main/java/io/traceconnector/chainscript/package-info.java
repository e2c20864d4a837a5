/** Trace's formats as pure functions: links, canonical JSON, link hash, signatures, envelopes, PEM. */
@NullMarked
package io.traceconnector.chainscript;

import org.jspecify.annotations.NullMarked;
