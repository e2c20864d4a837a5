package io.traceconnector.app;

import io.traceconnector.api.SecretSource;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom commands trust when they ask a connector, and what they show of themselves. */
final class ClientTls {

    private static final char[] IN_MEMORY = new char[0];

    private ClientTls() {}

    /**
     * @param authority PEM certificates that the connector's own is checked against
     * @param certificate with its key, both PEM, where the connector wants to see one; both or neither
     * @throws CommandException where a file cannot be used
     */
    static SSLContext of(Path authority, Optional<Path> certificate, Optional<Path> key) {
        if (certificate.isPresent() != key.isPresent()) {
            throw CommandException.unusable("a client certificate and its key are given together, or neither");
        }
        try {
            KeyStore trusted = emptyStore();
            for (Certificate each : certificates(authority)) {
                trusted.setCertificateEntry("ca-" + trusted.size(), each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore own = emptyStore();
            if (certificate.isPresent() && key.isPresent()) {
                own.setKeyEntry(
                        "own",
                        privateKey(key.get()).key(),
                        IN_MEMORY,
                        certificates(certificate.get()).toArray(Certificate[]::new));
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, IN_MEMORY);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException | FormatException e) {
            throw CommandException.unusable("a certificate or key cannot be used: " + e.getMessage());
        }
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (found.isEmpty()) {
                throw new GeneralSecurityException(file + " holds no certificate");
            }
            return found;
        }
    }

    private static PrivateKeyPem privateKey(Path file) {
        byte[] pem = new KeyFileAccess(false).secret("the client's key", new SecretSource("file:" + file));
        try {
            return PrivateKeyPem.parse(pem);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
