/** Addresses as configured, and callers that a closed network alone admits. */
@NullMarked
package io.traceconnector.app.callers.network;

import org.jspecify.annotations.NullMarked;
