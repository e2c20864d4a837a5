package io.traceconnector.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.SecretSource;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class Pkcs12KeysTest extends KeyContract {

    @TempDir
    private Path directory;

    private final KeyFileReader reader = new KeyFileReader(new KeyFileAccess(false));

    @Override
    protected KeyRing ring(Map<OrganisationId, Custody> held) {
        return new ConfiguredKeyRing(
                new Pkcs12Files(directory).configure(held), new KeysConfig(0), Algorithms.platform(), Map.of());
    }

    static Stream<ASN1ObjectIdentifier> encryptions() {
        return Stream.of(Pkcs12Files.AES, Pkcs12Files.TRIPLE_DES, Pkcs12Files.RC2);
    }

    @ParameterizedTest
    @MethodSource("encryptions")
    void readsTheOnlyKeyWithoutItsAlias(ASN1ObjectIdentifier encryption) {
        for (PrivateKeyPem key : List.of(TestKeys.RSA, TestKeys.EC, TestKeys.ED25519)) {
            Path file = files().write("one", Map.of("any", key), encryption);
            assertThat(read(file, Optional.empty()).publicKey()).isEqualTo(key.publicKey());
        }
    }

    @Test
    void asksForAnAliasWhereThereAreSeveralKeys() {
        Path file = files().write("two.p12", Map.of("a", TestKeys.RSA, "b", TestKeys.EC), Pkcs12Files.AES);
        assertProblem(file, Optional.empty(), KeyProblem.Code.KEY_AMBIGUOUS, "choose one with alias: ");
        assertProblem(file, Optional.of("c"), KeyProblem.Code.KEY_ALIAS_UNKNOWN, "it has: ");
        assertThat(read(file, Optional.of("b")).publicKey()).isEqualTo(TestKeys.EC.publicKey());
    }

    @Test
    void tellsAFileWithoutAKeyFromADamagedOne() throws IOException {
        assertProblem(
                files().write("empty.p12", Map.of(), Pkcs12Files.AES),
                Optional.empty(),
                KeyProblem.Code.KEY_STORE_EMPTY,
                "no private key");
        byte[] whole = Files.readAllBytes(files().write("whole.p12", Map.of("a", TestKeys.RSA), Pkcs12Files.AES));
        for (int length : List.of(20, 100, 500, whole.length - 1)) {
            Path cut = files().owned(Files.write(directory.resolve("cut.p12"), Arrays.copyOf(whole, length)));
            assertProblem(cut, Optional.empty(), KeyProblem.Code.KEY_MALFORMED, "damaged");
        }
    }

    @Test
    void givesTheKeyOfAnAlteredFileOrAProblemAndNothingElse() throws IOException {
        byte[] whole =
                Files.readAllBytes(files().write("whole.p12", Map.of("a", TestKeys.ED25519), Pkcs12Files.TRIPLE_DES));
        Path file = directory.resolve("altered.p12");
        int refused = 0;
        for (int at = 0; at < whole.length; at += 3) {
            byte[] altered = whole.clone();
            altered[at] ^= 0x55;
            files().owned(Files.write(file, altered));
            try {
                assertThat(read(file, Optional.empty()).publicKey()).isEqualTo(TestKeys.ED25519.publicKey());
            } catch (CustodyException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length / 4);
    }

    @Test
    void tellsAWrongFromAMissingPassphrase() {
        Path file = files().write("locked.p12", Map.of("a", TestKeys.RSA), Pkcs12Files.AES);
        SecretSource wrong = new SecretSource("exec:echo other");
        assertThatThrownBy(() -> reader.read(new KeyPlace.InFile(file, Optional.of(wrong), Optional.empty())))
                .isInstanceOfSatisfying(
                        CustodyException.class,
                        e -> assertThat(e.code()).isEqualTo(KeyProblem.Code.KEY_PASSPHRASE_WRONG));
        assertThatThrownBy(() -> reader.read(new KeyPlace.InFile(file, Optional.empty(), Optional.empty())))
                .hasMessageContaining("add passphrase:")
                .isInstanceOfSatisfying(
                        CustodyException.class,
                        e -> assertThat(e.code()).isEqualTo(KeyProblem.Code.KEY_PASSPHRASE_MISSING));
    }

    @Test
    void namesTheWayOutForAJavaKeyStore() throws IOException {
        byte[] jks = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED, 0, 0, 0, 2, 0, 0, 0, 0};
        Path file = files().owned(Files.write(directory.resolve("old.jks"), jks));
        assertProblem(file, Optional.empty(), KeyProblem.Code.KEY_FORMAT_UNSUITABLE, "keytool -importkeystore");
    }

    @Test
    void refusesAnAliasForPem() {
        Path pem = new PemFiles(directory).file("key.pem", TestKeys.RSA.unprotectedText(), "rw-------");
        assertProblem(pem, Optional.of("a"), KeyProblem.Code.KEY_ALIAS_UNKNOWN, "leave alias out");
    }

    private Pkcs12Files files() {
        return new Pkcs12Files(directory);
    }

    private PrivateKeyPem read(Path file, Optional<String> alias) {
        return reader.read(new KeyPlace.InFile(file, Optional.of(files().passphrase()), alias));
    }

    private void assertProblem(Path file, Optional<String> alias, KeyProblem.Code code, String what) {
        assertThatThrownBy(() -> read(file, alias))
                .hasMessageContaining(what)
                .isInstanceOfSatisfying(
                        CustodyException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
