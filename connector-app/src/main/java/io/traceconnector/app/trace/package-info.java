/**
 * Client of Account, Trace and Media.
 *
 * <p>Retries, their budget and the circuit are small classes of this package: the libraries for it know neither a budget nor {@code
 * Retry-After}, and what is left of them is shorter than its adapters.
 */
@NullMarked
package io.traceconnector.app.trace;

import org.jspecify.annotations.NullMarked;
