/** What can be switched on to go wrong; applied to what is served, never to what is stored. */
@NullMarked
package io.traceconnector.sandbox.faults;

import org.jspecify.annotations.NullMarked;
