/** Pages of decrypted links, read by each consumer from its own position. */
@NullMarked
package io.traceconnector.app.stream;

import org.jspecify.annotations.NullMarked;
