/** Client of Account, Trace and Media. */
@NullMarked
package io.traceconnector.app.trace;

import org.jspecify.annotations.NullMarked;
