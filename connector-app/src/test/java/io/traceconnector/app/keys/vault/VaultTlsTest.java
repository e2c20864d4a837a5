package io.traceconnector.app.keys.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyName;
import io.traceconnector.app.keys.TestKeys;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the connector trusts with its token. */
final class VaultTlsTest {

    private static final KeyName ACME = new KeyName(Optional.of("acme"), Optional.empty());

    @TempDir
    private Path directory;

    private Path certificate = Path.of("");
    private Optional<FakeVault> vault = Optional.empty();
    private URI url = URI.create("https://localhost");

    @BeforeEach
    void serveWithACertificateOfItsOwn() throws Exception {
        X509Certificate own = certificate();
        certificate = Files.writeString(
                directory.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(own.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(own, TestKeys.EC.key())));
        FakeVault started = FakeVault.on(server);
        started.put("acme", TestKeys.ED25519);
        vault = Optional.of(started);
        url = URI.create("https://localhost:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        vault.ifPresent(FakeVault::close);
    }

    @Test
    void trustsInTheCertificateThatItWasGiven() {
        try (VaultCustodian custodian = custodian(Optional.of(certificate))) {
            assertThat(custodian.signingKey(ACME).sign(new byte[3])).hasSize(64);
        }
    }

    @Test
    void sendsNoTokenToACertificateThatItDoesNotKnow() {
        try (VaultCustodian custodian = custodian(Optional.empty())) {
            assertThatThrownBy(() -> custodian.signingKey(ACME))
                    .isInstanceOf(CustodyException.class)
                    .hasMessageContaining("cannot be asked (SSLHandshakeException)");
        }
        assertThat(vault.orElseThrow().requests()).isEmpty();
    }

    @Test
    void tellsOfCertificatesThatCannotBeReadAndTakesThemOnceTheyCan() throws Exception {
        Path late = directory.resolve("late.pem");
        try (VaultCustodian custodian = custodian(Optional.of(late))) {
            assertThatThrownBy(() -> custodian.signingKey(ACME)).hasMessageContaining("ca " + late);
            Files.writeString(late, "none");
            assertThatThrownBy(() -> custodian.signingKey(ACME)).hasMessageContaining("ca " + late);
            Files.copy(certificate, late, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(custodian.signingKey(ACME).sign(new byte[3])).hasSize(64);
        }
    }

    private VaultCustodian custodian(Optional<Path> ca) {
        return new VaultCustodian(
                TestingVault.trusting(url, ca),
                new KeyFileAccess(false),
                new MessageSignatures(Algorithms.platform()),
                Clock.systemUTC());
    }

    private static X509Certificate certificate() throws Exception {
        X500Principal name = new X500Principal("CN=localhost");
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.now().minusSeconds(3600)),
                Date.from(Instant.now().plusSeconds(86400)),
                name,
                TestKeys.EC.publicKey().key());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(TestKeys.EC.key())));
    }

    private static SSLContext context(X509Certificate certificate, PrivateKey key) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, new char[0], new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
