package io.traceconnector.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.SecretSource;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** No key text and no passphrase comes out of this package, whatever goes wrong. */
final class KeySecrecyTest {

    private static final OrganisationId OURS = new OrganisationId("ours");
    private static final String PASSPHRASE = "correct-horse-battery";

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("io.traceconnector");
    private Level level = Level.INFO;

    @BeforeEach
    void listen() {
        level = root.getEffectiveLevel();
        root.setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
        root.setLevel(level);
    }

    @Test
    void showsNoKeyWhereAllIsWell() {
        PemFiles files = new PemFiles(directory);
        OrganisationConfig config = new OrganisationConfig(
                List.of(files.encrypted("rsa.pem", TestKeys.RSA, PASSPHRASE, PASSPHRASE)),
                files.write("sign.pem", TestKeys.ED25519.unprotectedText()),
                Optional.empty());
        KeyRing ring = new ConfiguredKeyRing(Map.of(OURS, config), new KeysConfig(0), Algorithms.platform(), Map.of());
        KeyId id = ring.decryptionKeys(OURS).getFirst().id();
        ring.signingKey(OURS).sign(new byte[32]);
        Unwrap rejected = ring.unwrap(OURS, id, new byte[256], Duration.ofSeconds(30));
        ring.close();
        assertSecret(config + " " + ring + rejected);
    }

    @Test
    void showsNoKeyWhereFilesAreDamaged() {
        PemFiles files = new PemFiles(directory);
        String pem = TestKeys.RSA.unprotectedText();
        OrganisationConfig config = new OrganisationConfig(
                List.of(
                        files.write("cut.pem", pem.substring(0, pem.length() / 2)),
                        files.write("bent.pem", pem.replace('A', '!')),
                        files.write("bare.pem", pem.lines().skip(1).collect(Collectors.joining("\n"))),
                        files.encrypted("locked.pem", TestKeys.RSA, PASSPHRASE, PASSPHRASE + "-no")),
                files.write("label.pem", TestKeys.ED25519.unprotectedText().replace("ED25519", "RSA\nfoo")),
                Optional.empty());
        Throwable refused = catchThrowable(
                () -> new ConfiguredKeyRing(Map.of(OURS, config), new KeysConfig(0), Algorithms.platform(), Map.of()));
        assertThat(refused).isInstanceOf(KeysException.class);
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace));
        assertSecret(trace.toString());
    }

    @Test
    void showsNoPassphraseOfStoresAndDirectories() throws Exception {
        Pkcs12Files stores = new Pkcs12Files(directory);
        Path store = stores.write("a.p12", Map.of("a", TestKeys.RSA, "b", TestKeys.ED25519), Pkcs12Files.AES);
        byte[] whole = Files.readAllBytes(store);
        Files.write(stores.owned(store), Arrays.copyOf(whole, whole.length - 9));
        Path locked = new PemFiles(directory)
                .file("locked.pem", TestKeys.RSA.encryptedText("another".toCharArray()), "rw-------");
        SecretSource source = new SecretSource("exec:printf '%s' " + PASSPHRASE);
        OrganisationConfig config = new OrganisationConfig(
                List.of(
                        KeySource.ofFile(store, Optional.of(source)),
                        KeySource.ofFile(locked, Optional.of(source)),
                        KeySource.ofFile(locked, Optional.of(new SecretSource("exec:false " + PASSPHRASE)))),
                KeySource.ofFile(store, Optional.of(source)),
                Optional.empty());
        Throwable refused = catchThrowable(
                () -> new ConfiguredKeyRing(Map.of(OURS, config), new KeysConfig(0), Algorithms.platform(), Map.of()));
        assertThat(refused).isInstanceOf(KeysException.class);
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace));
        assertSecret(config + trace.toString());
    }

    private void assertSecret(String shown) {
        String all = shown
                + log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
        assertThat(all).doesNotContain(PASSPHRASE);
        for (PrivateKeyPem key : List.of(TestKeys.RSA, TestKeys.ED25519)) {
            key.unprotectedText()
                    .lines()
                    .filter(line -> !line.startsWith("-----"))
                    .flatMap(line ->
                            line.length() > 16 ? List.of(line.substring(0, 16), line).stream() : List.of(line).stream())
                    .forEach(line -> assertThat(all).doesNotContain(line));
        }
    }
}
