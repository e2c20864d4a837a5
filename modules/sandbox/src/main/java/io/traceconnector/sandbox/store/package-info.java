/** Links on disk, and the little that is kept in memory to find them. */
@NullMarked
package io.traceconnector.sandbox.store;

import org.jspecify.annotations.NullMarked;
