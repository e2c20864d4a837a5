package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The entries of one private key under their local key. One thread writes, many read. */
final class KeptFiles implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[0-9]{1,18}\\.kept");

    private final Path directory;
    private final KeyId key;
    private final LocalKey local;
    private final KeptBound bound;
    private volatile List<KeptFile> newestFirst = List.of();

    /** Opens what is in the directory, up to the bound. */
    KeptFiles(Path directory, KeyId key, LocalKey local, KeptBound bound) throws IOException {
        this.directory = directory;
        this.key = key;
        this.local = local;
        this.bound = bound;
        for (Path path : paths(directory)) {
            begin(path);
        }
    }

    /** Empty where nothing is kept for these bytes. */
    Optional<byte[]> find(Sha256 received) {
        for (KeptFile file : newestFirst) {
            Optional<byte[]> frame = file.find(received);
            if (frame.isPresent()) {
                return frame;
            }
        }
        return Optional.empty();
    }

    /** Empty where the frame is not as it was written. */
    Optional<KeptLink> open(byte[] frame, OwnKeys now) {
        return KeptLink.open(frame, key, local, now);
    }

    /** The frame to be added; empty where the link is not to be kept. */
    Optional<byte[]> seal(KeptLink link, Sha256 received, Sha256 block) {
        return link.sealed(local, received, block);
    }

    void add(byte[] frame) throws IOException {
        if (newestFirst.isEmpty() || bound.isReached(newestFirst.getFirst())) {
            begin(directory.resolve(next() + ".kept"));
        }
        newestFirst.getFirst().append(frame);
    }

    /** Whether nobody deleted a file. */
    boolean areThere() {
        return newestFirst.stream().allMatch(KeptFile::isThere);
    }

    long entries() {
        return newestFirst.stream().mapToLong(KeptFile::entries).sum();
    }

    long bytes() {
        return newestFirst.stream().mapToLong(KeptFile::size).sum();
    }

    /** Wipes the local key; the files stay. */
    @Override
    public void close() throws IOException {
        local.close();
        List<KeptFile> files = newestFirst;
        newestFirst = List.of();
        for (KeptFile file : files) {
            file.close();
        }
    }

    /** Deletes the directory and what is in it. */
    static void deleteAll(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> all = Files.list(directory)) {
                for (Path path : all.toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
        Files.deleteIfExists(directory);
    }

    /** Deletes the files of entries in a directory. */
    static void delete(Path directory) throws IOException {
        for (Path path : paths(directory)) {
            Files.deleteIfExists(path);
        }
    }

    private void begin(Path path) throws IOException {
        List<KeptFile> files = new ArrayList<>(newestFirst);
        files.addFirst(new KeptFile(path, bound.chunk()));
        List<KeptFile> dropped = new ArrayList<>();
        while (files.size() > bound.files()) {
            dropped.add(files.removeLast());
        }
        newestFirst = List.copyOf(files);
        for (KeptFile file : dropped) {
            file.close();
            Files.deleteIfExists(file.path());
        }
    }

    private long next() {
        return newestFirst.isEmpty() ? 1 : number(newestFirst.getFirst().path()) + 1;
    }

    /** Oldest first. */
    private static List<Path> paths(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(
                            path -> NAME.matcher(path.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong(KeptFiles::number))
                    .toList();
        }
    }

    private static long number(Path path) {
        String name = path.getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }
}
