package io.traceconnector.app.callers.usage;

import io.traceconnector.api.TenantId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** A file for each day. After a crash the one before the last writing, or the last one, is there whole. */
final class UsageFiles {

    /** A file that is larger was not written here. */
    private static final long MOST_BYTES = 64L << 20;

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Path directory;

    UsageFiles(Path directory) throws IOException {
        this.directory = directory;
        if (Files.notExists(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** @throws IOException also where the file is damaged */
    List<UsageRow> read(LocalDate day) throws IOException {
        Path file = file(day);
        if (Files.notExists(file)) {
            return List.of();
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is larger than any file of a day's usage");
        }
        List<UsageRow> rows = new ArrayList<>();
        try {
            for (JsonNode row : MAPPER.readTree(Files.readAllBytes(file))) {
                rows.add(new UsageRow(
                        day,
                        new TenantId(row.path("tenant").stringValue()),
                        row.path("caller").stringValue(),
                        new Amounts(
                                row.path("calls").longValue(),
                                row.path("tokenRequests").longValue(),
                                row.path("links").longValue())));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(file + " is damaged; move it away to go on without it", e);
        }
        return rows;
    }

    void write(LocalDate day, List<UsageRow> rows) throws IOException {
        ArrayNode list = MAPPER.createArrayNode();
        rows.forEach(row -> list.addObject()
                .put("tenant", row.tenant().value())
                .put("caller", row.caller())
                .put("calls", row.used().calls())
                .put("tokenRequests", row.used().tokenRequests())
                .put("links", row.used().links()));
        Path written = directory.resolve(day + ".json.new");
        Files.deleteIfExists(written);
        Files.createFile(written, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(written, MAPPER.writeValueAsBytes(list));
        force(written, StandardOpenOption.WRITE);
        Files.move(written, file(day), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(directory, StandardOpenOption.READ);
    }

    /** Deletes the files of all days before. */
    void forgetBefore(LocalDate day) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}\\.json") && name.compareTo(day + ".json") < 0) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void force(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    private Path file(LocalDate day) {
        return directory.resolve(day + ".json");
    }
}
