/** What callers use, counted by day, and how much of it they may. */
@NullMarked
package io.traceconnector.app.callers.usage;

import org.jspecify.annotations.NullMarked;
