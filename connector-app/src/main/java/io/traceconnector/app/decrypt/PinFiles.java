package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The signers' pins on disk: a file for each workflow, a line {@code account fingerprint} for each account, first seen first. */
final class PinFiles {

    /** A file that is larger was not written here. */
    private static final long MAX_SIZE = 64L << 20;

    private static final Pattern LINE = Pattern.compile("(\\S{1,64}) ([0-9a-f]{64})");

    private final Path directory;

    PinFiles(Path directory) {
        this.directory = directory;
    }

    /** @throws IOException also when the file is damaged: its pins must not be made anew from what Trace says today */
    Map<String, KeyId> read(String workflow) throws IOException {
        Map<String, KeyId> pins = new LinkedHashMap<>();
        Path file = file(workflow);
        if (Files.notExists(file)) {
            return pins;
        }
        if (Files.size(file) > MAX_SIZE) {
            throw new IOException(file + " is larger than any file of pins");
        }
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            Matcher pin = LINE.matcher(line);
            if (!pin.matches()) {
                throw new IOException(file + " has a line that is not an account and a fingerprint");
            }
            pins.putIfAbsent(pin.group(1), new KeyId(pin.group(2)));
        }
        return pins;
    }

    /** Adds the pins of accounts that have none, and gives all that are pinned now. After a crash the old or the new file is there, whole. */
    synchronized Map<String, KeyId> add(String workflow, Map<String, KeyId> seen) throws IOException {
        Map<String, KeyId> pins = read(workflow);
        seen.forEach(pins::putIfAbsent);
        StringBuilder lines = new StringBuilder();
        pins.forEach((account, key) ->
                lines.append(account).append(' ').append(key.spkiSha256()).append('\n'));
        Files.createDirectories(directory);
        Path written = directory.resolve(workflow + ".pins.new");
        Files.writeString(written, lines);
        sync(written, StandardOpenOption.WRITE);
        Files.move(written, file(workflow), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(directory, StandardOpenOption.READ);
        return pins;
    }

    private static void sync(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    private Path file(String workflow) {
        return directory.resolve(workflow + ".pins");
    }
}
