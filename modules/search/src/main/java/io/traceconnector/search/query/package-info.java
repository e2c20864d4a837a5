/** What may be asked: query strings and structured queries, both read into one tree of expressions. */
@NullMarked
package io.traceconnector.search.query;

import org.jspecify.annotations.NullMarked;
