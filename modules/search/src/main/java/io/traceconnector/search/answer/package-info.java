/** Runs a search for a caller: visibility, ranking, pages, facets, fragments. */
@NullMarked
package io.traceconnector.search.answer;

import org.jspecify.annotations.NullMarked;
