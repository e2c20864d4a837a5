package io.traceconnector.app.http;

import io.traceconnector.api.SecretSource;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A listener's certificate and key, loaded and found to belong together. */
final class ServerTls {

    private static final char[] IN_MEMORY = new char[0];

    private final SSLContext context;
    private final ClientCertificates clients;

    private ServerTls(SSLContext context, ClientCertificates clients) {
        this.context = context;
        this.clients = clients;
    }

    /**
     * Reads the files.
     *
     * @param section names the configuration in messages: {@code http.tls}
     * @throws IllegalArgumentException where they cannot be used; the message says what to do
     */
    static ServerTls load(String section, TlsConfig config, KeyFileAccess access) {
        List<X509Certificate> chain = certificates(section + ".certificate", config.certificate());
        PrivateKeyPem key = key(section, config, access);
        if (!Arrays.equals(
                chain.getFirst().getPublicKey().getEncoded(),
                key.publicKey().spki().toByteArray())) {
            throw new IllegalArgumentException(
                    section + ".key does not belong to the first certificate in " + config.certificate());
        }
        try {
            KeyStore own = emptyStore();
            own.setKeyEntry("own", key.key(), IN_MEMORY, chain.toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, IN_MEMORY);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust(section, config.clientCa()), null);
            return new ServerTls(context, config.clientCertificates());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(section + " cannot be used: " + e.getMessage(), e);
        }
    }

    SSLContext context() {
        return context;
    }

    ClientCertificates clients() {
        return clients;
    }

    /** Those with forward secrecy and authenticated encryption, of TLS 1.3 and 1.2. */
    List<String> suites() {
        return Arrays.stream(context.getSupportedSSLParameters().getCipherSuites())
                .filter(suite -> suite.startsWith("TLS_AES_")
                        || suite.startsWith("TLS_CHACHA20_")
                        || (suite.startsWith("TLS_ECDHE_") && suite.matches(".*_(GCM|POLY1305)_.*")))
                .toList();
    }

    private static TrustManager[] trust(String section, Optional<Path> clientCa)
            throws IOException, GeneralSecurityException {
        KeyStore trusted = emptyStore();
        if (clientCa.isPresent()) {
            for (X509Certificate each : certificates(section + ".client-ca", clientCa.get())) {
                trusted.setCertificateEntry("ca-" + trusted.size(), each);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<X509Certificate> certificates(String setting, Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(setting + ": " + file + " holds no certificate");
            }
            certificates.getFirst().checkValidity();
            return certificates;
        } catch (IOException e) {
            throw new IllegalArgumentException(setting + ": " + file + " cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    setting + ": " + file + " is no PEM file of certificates that are valid now (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    private static PrivateKeyPem key(String section, TlsConfig config, KeyFileAccess access) {
        byte[] pem = access.secret("the key of " + section, new SecretSource("file:" + config.key()));
        char[] passphrase = config.passphrase()
                .map(source -> characters(access.secret("the passphrase of " + section, source)))
                .orElseGet(() -> new char[0]);
        try {
            return PrivateKeyPem.parse(pem, passphrase);
        } catch (FormatException e) {
            throw new IllegalArgumentException(
                    section + ".key: " + config.key() + " cannot be used: " + e.getMessage(), e);
        } finally {
            Arrays.fill(pem, (byte) 0);
            Arrays.fill(passphrase, '\0');
        }
    }

    private static char[] characters(byte[] utf8) {
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8));
        char[] characters = new char[decoded.remaining()];
        decoded.get(characters);
        Arrays.fill(decoded.array(), '\0');
        Arrays.fill(utf8, (byte) 0);
        return characters;
    }
}
