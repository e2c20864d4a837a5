package io.traceconnector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretSourceTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "", "exec:", "exec:  ", "exec:sh -c 'open", "exec:sh \"open", "exec:end\\"})
    void refusesWhatIsNoReferenceWithoutRepeatingIt(String written) {
        assertThatThrownBy(() -> new SecretSource(written))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("hunter2", "open");
    }

    @Test
    void readsAFileWithoutItsLineEnd() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), " with blanks \r\n");
        assertThat(text("file:" + file)).isEqualTo(" with blanks ");
    }

    @Test
    void readsWhatACommandPrints() throws IOException {
        assertThat(text("exec:printf '%s\\n' 'two words'")).isEqualTo("two words");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a b  c|a/b/c",
                "'a b' c|a b/c",
                "a' 'b|a b",
                "\"a 'b'\" c|a 'b'/c",
                "\"a \\\"b\\\"\"|a \"b\"",
                "a\\ b \\\"|a b/\"",
                "'a\\b' $HOME *|a\\b/$HOME/*",
                "a '' \"\"|a//"
            })
    void partsACommandAsWrittenAndExpandsNothing(String line, String words) {
        assertThat(SecretCommand.parse(line).words()).isEqualTo(List.of(words.split("/", -1)));
    }

    @Test
    void takesALongCommand() {
        String word = "x".repeat(100_000);
        assertThat(SecretCommand.parse("a '" + word + "' \"" + word + "\" " + word)
                        .words())
                .hasSize(4);
    }

    @Test
    void tellsOfAFailingCommandItsFirstWordAndExitCodeOnly() {
        SecretSource source = new SecretSource("exec:sh -c 'echo printed; echo complained >&2; exit 7' argument");
        assertThatThrownBy(source::read)
                .isInstanceOf(IOException.class)
                .hasMessage("sh ended with exit code 7")
                .hasNoCause();
        assertThat(source).hasToString("exec:sh");
    }

    @Test
    void tellsOfACommandThatIsNotThere() {
        assertThatThrownBy(new SecretSource("exec:surely-no-such-command argument")::read)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("surely-no-such-command cannot be started")
                .hasNoCause();
    }

    @Test
    void closesTheCommandsInput() throws IOException {
        assertThat(text("exec:sh -c 'cat; echo end'")).isEqualTo("end");
    }

    @Test
    void boundsWhatACommandPrints() throws IOException {
        assertThat(text("exec:sh -c 'head -c 65536 /dev/zero'")).hasSize(65536);
        assertThatThrownBy(new SecretSource("exec:cat /dev/zero")::read).hasMessage("cat printed more than 64 KiB");
    }

    @Test
    void killsACommandWithItsChildrenWhenItsTimeIsOver() {
        String mark = "31536" + ProcessHandle.current().pid();
        SecretCommand endless =
                new SecretCommand(List.of("sh", "-c", "sleep " + mark + " & sleep " + mark), Duration.ofMillis(500));
        assertThatThrownBy(endless::output).isInstanceOf(IOException.class).hasMessageStartingWith("sh did not end");
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("sleep " + mark))
                        .filter(process -> process.onExit()
                                .completeOnTimeout(process, 20, java.util.concurrent.TimeUnit.SECONDS)
                                .join()
                                .isAlive()))
                .isEmpty();
    }

    private static String text(String reference) throws IOException {
        return new String(new SecretSource(reference).read(), StandardCharsets.UTF_8);
    }
}
