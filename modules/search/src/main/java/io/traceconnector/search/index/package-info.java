/** The index on disk: how links become documents, how batches are stored, and how an index is brought back. */
@NullMarked
package io.traceconnector.search.index;

import org.jspecify.annotations.NullMarked;
