package io.traceconnector.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traceconnector.api.SecretSource;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PKCS#12 files as openssl and keytool write them. */
final class ForeignPkcs12Test {

    private static final String PASSPHRASE = "changeit-now";

    @TempDir
    private Path directory;

    static Stream<List<String>> opensslOptions() {
        return Stream.of(
                List.of("-nocerts"),
                List.of("-nocerts", "-name", "my key"),
                List.of("-nocerts", "-nomac"),
                List.of("-nocerts", "-keypbe", "NONE"),
                List.of("-nocerts", "-legacy"),
                List.of("-nocerts", "-keypbe", "PBE-SHA1-3DES", "-macalg", "SHA1"),
                List.of("-nocerts", "-keypbe", "AES-128-CBC", "-macalg", "SHA512", "-iter", "1000"));
    }

    @ParameterizedTest
    @MethodSource("opensslOptions")
    void readsWhatOpensslWrites(List<String> options) throws Exception {
        for (PrivateKeyPem key : List.of(TestKeys.RSA, TestKeys.EC, TestKeys.ED25519)) {
            Path pem = new PemFiles(directory).file("key.pem", openssl(key), "rw-------");
            Path file = directory.resolve("key.p12");
            run("openssl", "pkcs12", "-export", "-inkey", pem, "-out", file, "-passout", "pass:" + PASSPHRASE, options);
            assertThat(read(file, Optional.empty()).publicKey()).isEqualTo(key.publicKey());
        }
    }

    /** The form that openssl itself writes; it does not read Ed25519 in Trace's 82 bytes. */
    private static String openssl(PrivateKeyPem key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.key().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    @Test
    void readsAKeyBesideItsCertificate() throws Exception {
        Path pem = new PemFiles(directory).file("key.pem", openssl(TestKeys.RSA), "rw-------");
        Path certificate = directory.resolve("cert.pem");
        run("openssl", "req", "-x509", "-key", pem, "-subj", "/CN=test", "-days", "1", "-out", certificate);
        Path file = directory.resolve("key.p12");
        run(
                "openssl",
                "pkcs12",
                "-export",
                "-inkey",
                pem,
                "-in",
                certificate,
                "-out",
                file,
                "-passout",
                "pass:" + PASSPHRASE);
        assertThat(read(file, Optional.empty()).publicKey()).isEqualTo(TestKeys.RSA.publicKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void readsWhatKeytoolWrites(String legacy) throws Exception {
        Path file = directory.resolve("keytool.p12");
        for (List<Object> kind : List.<List<Object>>of(
                List.of("rsa", "-keyalg", "RSA", "-keysize", "2048"),
                List.of("ec", "-keyalg", "EC", "-groupname", "secp256r1"),
                List.of("ed", "-keyalg", "Ed25519"))) {
            run(
                    Path.of(System.getProperty("java.home"), "bin", "keytool"),
                    "-J-Dkeystore.pkcs12.legacy" + (legacy.equals("true") ? "" : ".not"),
                    "-genkeypair",
                    "-storetype",
                    "PKCS12",
                    "-dname",
                    "CN=test",
                    "-storepass",
                    PASSPHRASE,
                    "-keystore",
                    file,
                    "-alias",
                    kind);
        }
        KeyStore expected = KeyStore.getInstance(file.toFile(), PASSPHRASE.toCharArray());
        for (String alias : List.of("rsa", "ec", "ed")) {
            assertThat(read(file, Optional.of(alias)).publicKey())
                    .isEqualTo(PublicKeyPem.of(expected.getCertificate(alias).getPublicKey()));
        }
    }

    private PrivateKeyPem read(Path file, Optional<String> alias) throws IOException {
        new Pkcs12Files(directory).owned(file);
        SecretSource passphrase = new SecretSource("exec:printf " + PASSPHRASE);
        return new KeyFileReader(new KeyFileAccess(false))
                .read(new KeyPlace.InFile(file, Optional.of(passphrase), alias));
    }

    private void run(Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        for (Object word : words) {
            if (word instanceof List<?> several) {
                several.forEach(each -> command.add(each.toString()));
            } else {
                command.add(word.toString());
            }
        }
        assumeTrue(isThere(command.getFirst()), command.getFirst() + " is not installed");
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(() -> command + ": " + output.toFile().length())
                .isZero();
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
    }
}
