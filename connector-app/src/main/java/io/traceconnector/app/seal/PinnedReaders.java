package io.traceconnector.app.seal;

import io.traceconnector.api.WorkflowId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The recipients that were pinned, on disk: a file for each workflow, a line {@code account fingerprint} for each account. For one thread. */
final class PinnedReaders {

    /** Far beyond what the most recipients of a link need. */
    private static final long MAX_SIZE = 1 << 20;

    private static final Pattern LINE = Pattern.compile("(\\S{1,64}) ([0-9a-f]{64})");
    private static final Pattern NAME = Pattern.compile("([0-9]{1,64})\\.recipients");

    private final Path directory;

    PinnedReaders(Path directory) {
        this.directory = directory;
    }

    /**
     * Empty where none were pinned yet.
     *
     * @throws IOException also when the file is damaged: its pins must not be made anew from what Trace says today
     */
    Optional<ReaderKeys> read(WorkflowId workflow) throws IOException {
        Path file = file(workflow);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > MAX_SIZE) {
            throw new IOException(file + " is larger than any file of recipients");
        }
        Map<String, String> keys = new TreeMap<>();
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .lines()
                .toList()) {
            Matcher pin = LINE.matcher(line);
            if (!pin.matches() || keys.put(pin.group(1), pin.group(2)) != null) {
                throw new IOException(file + " has a line that is not one account and its fingerprint");
            }
        }
        if (keys.isEmpty()) {
            throw new IOException(file + " is empty");
        }
        return Optional.of(ReaderKeys.of(keys));
    }

    /** After a crash the old or the new file is there, whole. */
    void write(WorkflowId workflow, ReaderKeys keys) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path written = directory.resolve(workflow + ".recipients.new");
        Files.deleteIfExists(written);
        Files.createFile(written, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(written, keys.text());
        sync(written, StandardOpenOption.WRITE);
        Files.move(written, file(workflow), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(directory, StandardOpenOption.READ);
    }

    /** Workflows that have pins, in the order of their ids. */
    List<WorkflowId> workflows() throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> NAME.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .map(name -> new WorkflowId(name.group(1)))
                    .sorted()
                    .toList();
        }
    }

    private static void sync(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    private Path file(WorkflowId workflow) {
        return directory.resolve(workflow + ".recipients");
    }
}
