package io.traceconnector.app.keys.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A minute of {@link HsmLoad}; {@code bench/hsm-load} runs it for longer. */
final class HsmLoadTest {

    @TempDir
    private Path directory;

    @Test
    void staysRightUnderLoadWhileSessionsLoginAndLibraryGo() throws Exception {
        Duration duration = Duration.ofMinutes(Integer.getInteger("hsm.load.minutes", 1));

        LoadTally tally = new HsmLoad(directory).run(duration, System.out::println);

        System.out.println("hsm load of " + duration.toMinutes() + " min: " + tally);
        assertThat(tally.wrong()).isEmpty();
        assertThat(tally.count("unwrapped")).isPositive();
        assertThat(tally.count("signed")).isPositive();
        assertThat(tally.count("times finished the library")).isPositive();
    }
}
