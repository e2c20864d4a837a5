/** How often callers may ask, how often they may fail, and how many answers of theirs may last. */
@NullMarked
package io.traceconnector.app.callers.throttle;

import org.jspecify.annotations.NullMarked;
