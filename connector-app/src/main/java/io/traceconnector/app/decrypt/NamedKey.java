package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyId;

/**
 * One of our keys among the recipients of a link.
 *
 * @param block the SHA-256 of the block that is wrapped for it
 */
record NamedKey(KeyId key, Sha256 block) {}
