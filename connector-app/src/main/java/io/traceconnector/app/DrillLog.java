package io.traceconnector.app;

import io.traceconnector.app.keys.KeyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** When a backup of each key was last proven to open links: a JSON object in one file, by the key's id. Holds no secret. */
final class DrillLog {

    private static final Logger LOG = LoggerFactory.getLogger(DrillLog.class);

    private final Path file;

    /** @param data the data directory */
    DrillLog(Path data) {
        this.file = data.resolve("key-drills.json");
    }

    Optional<Instant> last(KeyId key) {
        try {
            return Optional.ofNullable(read().get(key.spkiSha256()))
                    .map(node -> node.path("at").asString(""))
                    .map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** @param opened how many links the backup opened */
    void passed(KeyId key, Instant at, int opened) throws IOException {
        ObjectNode all = read();
        all.putObject(key.spkiSha256()).put("at", at.toString()).put("opened", opened);
        Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "key-drills", ".tmp");
        Files.write(next, JsonLines.MAPPER.writeValueAsBytes(all));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What cannot be read counts as never drilled: drilling again mends it. */
    private ObjectNode read() {
        try {
            JsonNode read = JsonLines.MAPPER.readTree(Files.readAllBytes(file));
            if (read instanceof ObjectNode all) {
                return all;
            }
        } catch (NoSuchFileException e) {
            LOG.trace("no key was drilled yet");
        } catch (IOException | JacksonException e) {
            LOG.atWarn().addKeyValue("file", file).log("the dates of key drills cannot be read");
        }
        return JsonLines.MAPPER.createObjectNode();
    }
}
