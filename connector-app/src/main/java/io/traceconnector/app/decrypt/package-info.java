/** Verifies a link, opens its envelope, and decrypts inside a streamed answer. */
@NullMarked
package io.traceconnector.app.decrypt;

import org.jspecify.annotations.NullMarked;
