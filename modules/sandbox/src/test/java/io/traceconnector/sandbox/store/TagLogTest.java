package io.traceconnector.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagLogTest {

    private static final UUID TRACE = new UUID(3, 4);

    @TempDir
    private Path directory;

    @Test
    void remembersWhatWasAddedAndRemoved() throws IOException {
        try (TagLog tags = TagLog.open(directory)) {
            tags.add(TRACE, List.of("urgent", "à vérifier", "urgent"));
            tags.add(TRACE, List.of("export"));
            tags.remove(TRACE, List.of("urgent", "never there"));
        }
        try (TagLog tags = TagLog.open(directory)) {
            assertThat(tags.of(TRACE)).containsExactly("à vérifier", "export");
            assertThat(tags.of(new UUID(0, 0))).isEmpty();
        }
    }

    @Test
    void cutsOffALineWithoutAnEnd() throws IOException {
        try (TagLog tags = TagLog.open(directory)) {
            tags.add(TRACE, List.of("urgent"));
        }
        Files.writeString(directory.resolve("tags.log"), "[\"+\",\"0000", StandardOpenOption.APPEND);
        try (TagLog tags = TagLog.open(directory)) {
            tags.add(TRACE, List.of("export"));
        }
        try (TagLog tags = TagLog.open(directory)) {
            assertThat(tags.of(TRACE)).containsExactly("urgent", "export");
        }
    }

    @Test
    void refusesMoreTagsThanATraceMayHave() throws IOException {
        try (TagLog tags = TagLog.open(directory)) {
            List<String> many = IntStream.rangeClosed(0, TagLog.TAGS_PER_TRACE)
                    .mapToObj(Integer::toString)
                    .toList();
            assertThatThrownBy(() -> tags.add(TRACE, many)).isInstanceOf(IllegalArgumentException.class);
            assertThat(tags.of(TRACE)).isEmpty();
        }
    }
}
