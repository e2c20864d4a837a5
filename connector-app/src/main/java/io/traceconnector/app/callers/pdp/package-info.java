/** A decision point outside the connector, which is asked about what the tenant's policy allows and can only take away. */
@NullMarked
package io.traceconnector.app.callers.pdp;

import org.jspecify.annotations.NullMarked;
