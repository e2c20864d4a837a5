/** Tokens that the connector gives out itself, those that its service accounts sign, and the endpoints' rules for both. */
@NullMarked
package io.traceconnector.app.callers.tokens;

import org.jspecify.annotations.NullMarked;
