/** Who is calling, and what they may see. */
@NullMarked
package io.traceconnector.app.callers;

import org.jspecify.annotations.NullMarked;
