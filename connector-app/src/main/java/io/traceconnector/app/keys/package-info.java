/** The customer's private keys as operations, never as bytes. */
@NullMarked
package io.traceconnector.app.keys;

import org.jspecify.annotations.NullMarked;
