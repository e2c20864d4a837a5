package io.traceconnector.sandbox;

import io.traceconnector.sandbox.account.Tokens;
import io.traceconnector.sandbox.fill.FillPlan;
import io.traceconnector.sandbox.fill.FilledDirectory;
import io.traceconnector.sandbox.fill.Filler;
import io.traceconnector.sandbox.media.MediaFiles;
import io.traceconnector.sandbox.store.LinkStore;
import io.traceconnector.sandbox.store.TagLog;
import io.traceconnector.sandbox.world.Account;
import io.traceconnector.sandbox.world.Catalogue;
import io.traceconnector.sandbox.world.Crypto;
import io.traceconnector.sandbox.world.KeyDirectory;
import io.traceconnector.sandbox.world.World;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A sandbox's directory: keys, links, files, and the lock on it. */
final class SandboxData implements Closeable {

    private final Path directory;
    private final DirectoryLock lock;
    private final Crypto crypto;
    private final KeyDirectory keys;
    private final World world;
    private final FilledDirectory filled;

    private SandboxData(
            Path directory, DirectoryLock lock, Crypto crypto, KeyDirectory keys, World world, FilledDirectory filled) {
        this.directory = directory;
        this.lock = lock;
        this.crypto = crypto;
        this.keys = keys;
        this.world = world;
        this.filled = filled;
    }

    /**
     * Opens a directory; makes and fills what is missing.
     *
     * @param directory absolute
     * @param ourKeys a directory with our organisation's public keys, where we keep the private ones ourselves
     * @throws DirectoryInUseException if another sandbox has it
     * @throws IllegalArgumentException if it holds other links than planned
     */
    static SandboxData open(Path directory, Optional<Path> ourKeys, FillPlan plan, FillProgress progress)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        DirectoryLock lock = DirectoryLock.take(directory);
        boolean opened = false;
        try {
            Crypto crypto = Crypto.fastest();
            progress.begin("keys: looking for them, or making them (crypto: " + crypto.name() + ")");
            KeyDirectory keys = new KeyDirectory(directory.resolve("keys"), crypto);
            if (ourKeys.isPresent()) {
                keys.adopt(ourKeys.get(), Catalogue.ours());
            }
            World world = new World(accounts(directory, keys), Catalogue.workflows());
            progress.begin("links: looking for them, or making them");
            FilledDirectory filled = FilledDirectory.open(
                    directory,
                    plan,
                    (filling, links, tags, filledSoFar) -> new Filler(
                                    world,
                                    crypto,
                                    keys.makeFormer(world.requireAccount(
                                            Catalogue.ours().botAccount())),
                                    filling.seed(),
                                    filling.links())
                            .fill(links, tags, filledSoFar),
                    progress);
            opened = true;
            return new SandboxData(directory, lock, crypto, keys, world, filled);
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private static List<Account> accounts(Path directory, KeyDirectory keys) throws IOException {
        Set<String> missing = keys.missing(Catalogue.organisations());
        if (FilledDirectory.isFilled(directory) && !missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "the links in " + directory + " belong to keys that are missing from its keys/: "
                            + String.join(", ", missing) + "; put them back, or give another directory");
        }
        return keys.accounts(Catalogue.organisations());
    }

    Path directory() {
        return directory;
    }

    Path keyFile(String name) {
        return directory.resolve("keys").resolve(name);
    }

    KeyDirectory keys() {
        return keys;
    }

    Crypto crypto() {
        return crypto;
    }

    World world() {
        return world;
    }

    LinkStore links() {
        return filled.links();
    }

    TagLog tags() {
        return filled.tags();
    }

    Tokens tokens() throws IOException {
        return Tokens.open(world, directory.resolve("token-secret"), InstantSource.system());
    }

    MediaFiles media() throws IOException {
        return MediaFiles.open(directory.resolve("media"));
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            filled.close();
        }
    }
}
