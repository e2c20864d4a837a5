/** The Account API: login by key or password, tokens, who am I. */
@NullMarked
package io.traceconnector.sandbox.account;

import org.jspecify.annotations.NullMarked;
