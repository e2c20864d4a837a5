package io.traceconnector.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The smallest module that keeps the contract: notes hashes and positions in one file, replaced as a whole. */
public final class NotebookModule implements ConnectorModule<NotebookModule.Settings> {

    public record Settings(@Default("notes.json") String file) {}

    @Override
    public String id() {
        return "notebook";
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public RunningModule start(Settings config, ModuleContext context) throws IOException {
        return new Notebook(context.directory().resolve(config.file()));
    }

    /** The running module. */
    static final class Notebook implements RunningModule, SegmentConsumer {

        private static final TypeReference<Map<String, String>> NOTES = new TypeReference<>() {};

        private final Path file;
        private final Map<String, String> notes = new TreeMap<>();

        Notebook(Path file) throws IOException {
            this.file = file;
            if (Files.exists(file)) {
                notes.putAll(JsonMapper.shared().readValue(Files.readAllBytes(file), NOTES));
            }
        }

        synchronized long links() {
            return notes.keySet().stream()
                    .filter(key -> key.startsWith("link "))
                    .count();
        }

        @Override
        public synchronized Position position(Feed feed) {
            return new Position(notes.getOrDefault("position " + feed, ""));
        }

        @Override
        public synchronized void accept(Batch batch) throws IOException {
            Map<String, String> next = new HashMap<>(notes);
            for (Segment segment : batch.segments()) {
                if (segment.payload() instanceof Payload.Opened || segment.payload() instanceof Payload.Plain) {
                    next.put("link " + batch.feed().workflow() + " " + segment.hash(), "");
                }
            }
            next.put("position " + batch.feed(), batch.next().value());
            Path whole = file.resolveSibling(file.getFileName() + ".next");
            Files.write(whole, JsonMapper.shared().writeValueAsBytes(next));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            notes.putAll(next);
        }

        @Override
        public void close() {}
    }
}
