/** Writes links in the order that applications asked for them, and keeps those that are accepted and not yet seen on Trace. */
@NullMarked
package io.traceconnector.app.outbox;

import org.jspecify.annotations.NullMarked;
