/** Signing keys that stay in the transit engine of HashiCorp Vault, reached over its HTTP API. */
@NullMarked
package io.traceconnector.app.keys.vault;

import org.jspecify.annotations.NullMarked;
