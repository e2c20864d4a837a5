/** What a caller sees of the index: a reader in which nothing else is. */
@NullMarked
package io.traceconnector.search.sight;

import org.jspecify.annotations.NullMarked;
