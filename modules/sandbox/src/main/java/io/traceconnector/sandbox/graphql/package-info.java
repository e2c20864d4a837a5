/** GraphQL over HTTP: running requests, scalars, pages, and answers in which stored JSON stands as it is. */
@NullMarked
package io.traceconnector.sandbox.graphql;

import org.jspecify.annotations.NullMarked;
