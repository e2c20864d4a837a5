/** Full-text and structured search over decrypted links. */
@NullMarked
package io.traceconnector.search;

import org.jspecify.annotations.NullMarked;
