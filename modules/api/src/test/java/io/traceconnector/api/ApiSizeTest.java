package io.traceconnector.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a module's author has to read: the public types. Raising a number here is a decision, not an accident. */
final class ApiSizeTest {

    private static final Path SOURCES = Path.of("src/main/java/io/traceconnector/api");

    @Test
    void hasAsManyPublicTypesAsWasDecided() throws IOException {
        assertThat(sources()).hasSize(32);
    }

    @Test
    void canBeReadInAQuarterOfAnHour() throws IOException {
        long lines = 0;
        for (Path source : sources()) {
            lines += Files.readAllLines(source).stream()
                    .filter(line -> !line.isBlank())
                    .count();
        }
        assertThat(lines).isLessThanOrEqualTo(880);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(ApiSizeTest::isPublic).toList();
        }
    }

    private static boolean isPublic(Path source) {
        try {
            return Files.readString(source).contains("\npublic ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
