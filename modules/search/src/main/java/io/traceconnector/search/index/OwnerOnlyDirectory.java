package io.traceconnector.search.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/** A directory that only the owner of the process may read, since the index holds decrypted data. */
final class OwnerOnlyDirectory extends FilterDirectory {

    private final Path path;
    private final boolean posix;

    private OwnerOnlyDirectory(FSDirectory directory) {
        super(directory);
        this.path = directory.getDirectory();
        this.posix = posix(path);
    }

    static OwnerOnlyDirectory open(Path path) throws IOException {
        create(path);
        return new OwnerOnlyDirectory(FSDirectory.open(path));
    }

    /** Makes the directory, or takes others' rights from it where it exists. */
    static void create(Path path) throws IOException {
        Files.createDirectories(path);
        if (posix(path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        IndexOutput out = in.createOutput(name, context);
        restrict(out.getName());
        return out;
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
        IndexOutput out = in.createTempOutput(prefix, suffix, context);
        restrict(out.getName());
        return out;
    }

    private void restrict(String name) throws IOException {
        if (posix) {
            Files.setPosixFilePermissions(path.resolve(name), PosixFilePermissions.fromString("rw-------"));
        }
    }
}
