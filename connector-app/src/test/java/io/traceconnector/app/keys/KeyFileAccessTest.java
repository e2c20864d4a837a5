package io.traceconnector.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traceconnector.api.SecretSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyFileAccessTest {

    private static final KeyFileAccess STRICT = new KeyFileAccess(false);
    private static final KeyFileAccess FOR_GROUPS = new KeyFileAccess(true);

    @TempDir
    private Path directory;

    @Test
    void givesASecretOfAFileThatIsItsOwnersAlone() {
        SecretSource source = secret("r--------");
        assertThat(new String(STRICT.secret("the PIN", source), StandardCharsets.UTF_8))
                .isEqualTo("1234");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-r--r--"})
    void refusesASecretThatOthersHaveAccessToWithTheCommandThatMendsIt(String permissions) {
        SecretSource source = secret(permissions);
        assertThatThrownBy(() -> STRICT.secret("the PIN", source))
                .hasMessageContaining("the PIN in " + source)
                .hasMessageContaining("run: chmod 600 " + directory.resolve("secret"))
                .isInstanceOfSatisfying(
                        CustodyException.class, e -> assertThat(e.code()).isEqualTo(KeyProblem.Code.KEY_FILE_EXPOSED));
    }

    @Test
    void tellsOfASecretThatCannotBeRead() {
        assertUnreadable("file:" + directory.resolve("absent"), "see whether it is there");
        assertUnreadable("env:SURELY_NOT_SET", "SURELY_NOT_SET is not set");
        assertUnreadable("exec:sh -c 'echo printed; exit 3'", "sh ended with exit code 3");
    }

    @Test
    void letsAGroupOfThisProcessReadWhatIsRootsWhereConfigured() throws IOException {
        Path file = Path.of(secret("r--r-----").reference().substring("file:".length()));
        assumeTrue(FileMode.of(file).isOfRootForAGroupOfThisProcess(), "the tests do not run as root");
        assertThatCode(() -> FOR_GROUPS.require(file, "this key file")).doesNotThrowAnyException();
        assertThatThrownBy(() -> STRICT.require(file, "this key file"))
                .hasMessageContaining("keys.group-readable: true");
    }

    @Test
    void doesNotLetAnotherGroupReadNorAnyGroupWrite() throws IOException {
        Path file = Path.of(secret("rw-rw----").reference().substring("file:".length()));
        assertThatThrownBy(() -> FOR_GROUPS.require(file, "this key file")).isInstanceOf(CustodyException.class);
        Path foreign = Path.of(secret("rw-r-----").reference().substring("file:".length()));
        assumeTrue(FileMode.of(foreign).isOfRootForAGroupOfThisProcess(), "the tests do not run as root");
        Files.setAttribute(foreign, "unix:gid", 54321);
        assertThatThrownBy(() -> FOR_GROUPS.require(foreign, "this key file"))
                .isInstanceOf(CustodyException.class)
                .message()
                .doesNotContain("group-readable");
        Files.setAttribute(foreign, "unix:gid", 0);
        Files.setAttribute(foreign, "unix:uid", 54321);
        assertThatThrownBy(() -> FOR_GROUPS.require(foreign, "this key file")).isInstanceOf(CustodyException.class);
    }

    private SecretSource secret(String permissions) {
        return new SecretSource("file:" + new PemFiles(directory).file("secret", "1234\n", permissions));
    }

    private static void assertUnreadable(String reference, String why) {
        assertThatThrownBy(() -> STRICT.secret("the PIN", new SecretSource(reference)))
                .hasMessageContaining("the PIN cannot be read from ")
                .hasMessageContaining(why)
                .message()
                .doesNotContain("printed");
    }
}
