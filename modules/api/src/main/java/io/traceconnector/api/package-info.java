/** What a module sees of the connector, and nothing else. */
@NullMarked
package io.traceconnector.api;

import org.jspecify.annotations.NullMarked;
