/** Tokens of other issuers: their keys are fetched, their word is asked for, within bounds. */
@NullMarked
package io.traceconnector.app.callers.oidc;

import org.jspecify.annotations.NullMarked;
