package io.traceconnector.search.index;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.jspecify.annotations.Nullable;

/** The files of an index: whether they can be used, and putting them aside. */
final class IndexFiles {

    private IndexFiles() {}

    /**
     * Why the index cannot be written on; empty where it can, or where there is none.
     *
     * @throws IOException when it cannot be judged: another process holds it, or we may not read it
     */
    static Optional<String> fault(Path path, IndexSettings settings) throws IOException {
        if (!Files.isDirectory(path) || isEmpty(path)) {
            return Optional.empty();
        }
        try (Directory directory = FSDirectory.open(path)) {
            Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME);
            try (lock) {
                return judge(directory, settings);
            }
        }
    }

    private static Optional<String> judge(Directory directory, IndexSettings settings) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            Optional<CommitState> state =
                    CommitState.read(reader.getIndexCommit().getUserData());
            if (state.isEmpty()) {
                return Optional.of("it was not written by this module");
            }
            if (state.get().format() != CommitState.FORMAT) {
                return Optional.of("its format is " + state.get().format() + ", not " + CommitState.FORMAT);
            }
            if (!state.get().analysis().equals(settings.analysis().fingerprint())) {
                return Optional.of("it was made with other analyzers");
            }
            if (settings.verify()) {
                verify(reader);
            }
            return Optional.empty();
        } catch (AccessDeniedException denied) {
            throw denied;
        } catch (IOException | RuntimeException damage) {
            // Lucene meets a damaged file in many ways, and all of them mean that the index is of no use.
            return Optional.of("it is damaged (" + damage.getClass().getSimpleName() + ")");
        }
    }

    private static void verify(DirectoryReader reader) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            ((CodecReader) leaf.reader()).checkIntegrity();
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.allMatch(file -> file.getFileName().toString().equals(IndexWriter.WRITE_LOCK_NAME));
        }
    }

    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
