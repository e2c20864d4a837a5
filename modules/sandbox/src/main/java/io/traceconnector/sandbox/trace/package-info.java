/** The Trace API: GraphQL over the schema subset, reading and writing. */
@NullMarked
package io.traceconnector.sandbox.trace;

import org.jspecify.annotations.NullMarked;
