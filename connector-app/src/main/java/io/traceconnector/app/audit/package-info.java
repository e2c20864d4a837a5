/** Who read and did what, and what was decided about it: a log that only grows, in which no line can be changed unseen. */
@NullMarked
package io.traceconnector.app.audit;

import org.jspecify.annotations.NullMarked;
