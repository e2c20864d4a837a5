package io.traceconnector.app.http;

import io.traceconnector.api.Default;
import io.traceconnector.api.SecretSource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS 1.2 and 1.3 on a listener. Files are read once, at the start.
 *
 * @param certificate PEM: the listener's own, then those above it
 * @param key PEM: its private key, RSA or EC P-256, readable by its owner only
 * @param passphrase of the key, where it is encrypted
 * @param clientCa PEM certificates that clients' are checked against
 */
public record TlsConfig(
        Path certificate,
        Path key,
        Optional<SecretSource> passphrase,
        Optional<Path> clientCa,
        @Default("none") ClientCertificates clientCertificates) {

    public TlsConfig {
        boolean counted = clientCertificates != ClientCertificates.NONE;
        if (counted != clientCa.isPresent()) {
            throw new IllegalArgumentException(
                    "client-ca and client-certificates: wanted or required must be given together, or neither");
        }
    }
}
