package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.keys.PemFiles;
import io.traceconnector.app.keys.TestKeys;
import io.traceconnector.app.keys.vault.FakeVault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration with a vault, checked as an operator does. */
final class CheckVaultTest {

    @TempDir
    private Path directory;

    private final FakeVault vault = FakeVault.start();
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void configure() throws IOException {
        PemFiles files = new PemFiles(directory);
        files.file("rsa.pem", TestKeys.RSA.unprotectedText(), "rw-------");
        files.file("token", "s.first-token\n", "rw-------");
        vault.put("acme-signing", TestKeys.ED25519);
        Files.writeString(directory.resolve("connector.yaml"), """
                organisations:
                  acme:
                    decryption-keys: { file: rsa.pem }
                    signing-key: { vault: main, label: acme-signing }
                vaults:
                  main:
                    url: %s
                    token: file:token
                """.formatted(vault.url()));
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    @Test
    void findsAConfigurationWithAVaultUsable() {
        assertThat(check()).isZero();
    }

    @Test
    void tellsWhatTheVaultSaidOfTheKey() {
        vault.answerAlways(503, "{}");
        assertThat(check()).isEqualTo(2);
        assertThat(out.toString())
                .contains("organisation acme, main: label acme-signing")
                .contains("sealed")
                .contains("custodian_unavailable");
    }

    private int check() {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(
                        "check", "--config", directory.resolve("connector.yaml").toString());
    }
}
