/** Keys of the connector's own, for what it keeps on disk: wrapped for an organisation's decryption key, signed by its signing key. */
@NullMarked
package io.traceconnector.app.keys.local;

import org.jspecify.annotations.NullMarked;
