package io.traceconnector.app.http;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of the tests' own, and certificates by it, in files that a configuration can name. */
public final class TestingCertificates {

    private final Path directory;
    private final KeyPair authorityKey = keyPair();
    private final X509Certificate authority;

    public TestingCertificates(Path directory) {
        this.directory = directory;
        this.authority = certificate("authority", authorityKey, Optional.empty(), Duration.ofDays(1));
        write("ca.pem", pem("CERTIFICATE", encoded(authority)));
    }

    /** A certificate with its key. */
    public record Identity(X509Certificate certificate, KeyPair keys, Path certificateFile, Path keyFile) {}

    public Path authorityFile() {
        return directory.resolve("ca.pem");
    }

    /** @param name an alternative name, of DNS or an address in digits */
    public Identity identity(String name) {
        return identity(name, Duration.ofDays(1));
    }

    Identity identity(String name, Duration life) {
        KeyPair keys = keyPair();
        X509Certificate certificate = certificate(name, keys, Optional.of(name), life);
        return new Identity(
                certificate,
                keys,
                write(name + ".pem", pem("CERTIFICATE", encoded(certificate))),
                write(name + "-key.pem", pem("PRIVATE KEY", keys.getPrivate().getEncoded())));
    }

    public TlsConfig server(ClientCertificates clients) {
        Identity identity = identity("127.0.0.1");
        return new TlsConfig(
                identity.certificateFile(),
                identity.keyFile(),
                Optional.empty(),
                clients == ClientCertificates.NONE ? Optional.empty() : Optional.of(authorityFile()),
                clients);
    }

    /** Trusts the authority, and shows a certificate where it has one. */
    public SSLContext client(Optional<Identity> identity) {
        try {
            KeyStore trusted = store();
            trusted.setCertificateEntry("ca", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore own = store();
            if (identity.isPresent()) {
                own.setKeyEntry("own", identity.get().keys().getPrivate(), new char[0], new X509Certificate[] {
                    identity.get().certificate()
                });
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private X509Certificate certificate(String subject, KeyPair keys, Optional<String> name, Duration life) {
        try {
            Instant now = Instant.now();
            X500Principal self = new X500Principal("CN=" + subject);
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name.isPresent() ? new X500Principal("CN=authority") : self,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(now.minus(Duration.ofDays(2))),
                    Date.from(now.plus(life)),
                    self,
                    keys.getPublic());
            if (name.isPresent()) {
                int kind = name.get().matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, name.get())));
            } else {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKey.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private Path write(String name, String text) {
        try {
            Path file = Files.writeString(directory.resolve(name), text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return file;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
