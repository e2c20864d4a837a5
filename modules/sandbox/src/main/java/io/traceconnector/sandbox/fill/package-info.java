/** Generates processes that look real, and seals them as companies would. */
@NullMarked
package io.traceconnector.sandbox.fill;

import org.jspecify.annotations.NullMarked;
