package io.traceconnector.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.chainscript.KeySpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDirectoryTest {

    private static final Organisation ORGANISATION = new Organisation(
            "small",
            "Small and Sons",
            "Dijon",
            "Ada",
            9010,
            List.of(KeySpec.RSA_2048, KeySpec.RSA_2048),
            KeySpec.RSA_2048);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void makesKeysOnceAndUsesThemAfterwards(boolean fastest) throws Exception {
        Crypto crypto = fastest ? Crypto.fastest() : Crypto.platform();
        List<Account> made = new KeyDirectory(directory, crypto).accounts(List.of(ORGANISATION));
        List<Account> found = new KeyDirectory(directory, Crypto.platform()).accounts(List.of(ORGANISATION));
        assertThat(found)
                .extracting(KeyDirectoryTest::publicKeys)
                .isEqualTo(made.stream().map(KeyDirectoryTest::publicKeys).toList());
        assertThat(made.getFirst().encryption())
                .extracting(AccountKey::deprecated)
                .containsExactly(true, false);
        assertThat(made.getFirst().currentEncryption().orElseThrow().file()).isEqualTo("small-encryption.pem");
        assertThat(made.getFirst().encryption())
                .extracting(key -> key.publicKey().bits())
                .containsOnly(2048);
    }

    @Test
    void tellsNoSecretInItsTexts() throws Exception {
        List<Account> accounts = new KeyDirectory(directory, Crypto.fastest()).accounts(List.of(ORGANISATION));
        String password =
                Files.readAllLines(directory.resolve("small-person.password")).getFirst();
        assertThat(accounts.toString()).contains("ada@small.example").doesNotContain("PRIVATE", password);
    }

    @Test
    void makesAKeyAgainThatIsMissing() throws Exception {
        new KeyDirectory(directory, Crypto.fastest()).accounts(List.of(ORGANISATION));
        byte[] other = Files.readAllBytes(directory.resolve("small-encryption.pem"));
        Files.delete(directory.resolve("small-signing.pem"));
        new KeyDirectory(directory, Crypto.fastest()).accounts(List.of(ORGANISATION));
        assertThat(directory.resolve("small-signing.pem")).exists();
        assertThat(directory.resolve("small-encryption.pem")).hasBinaryContent(other);
    }

    private static List<String> publicKeys(Account account) {
        List<AccountKey> keys = new java.util.ArrayList<>(account.encryption());
        account.signing().ifPresent(keys::add);
        return keys.stream().map(AccountKey::publicText).toList();
    }
}
