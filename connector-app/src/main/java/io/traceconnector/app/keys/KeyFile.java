package io.traceconnector.app.keys;

import io.traceconnector.api.SecretSource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A private key in a PEM file, in any of the variants of trace-protocol section 2.1. Only the file's owner may have access to it.
 *
 * @param passphrase of an {@code ENCRYPTED PRIVATE KEY}
 */
public record KeyFile(Path file, Optional<SecretSource> passphrase) {}
