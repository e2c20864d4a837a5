package io.traceconnector.app.decrypt;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.DecryptionKey;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store for each of our decryption keys, in a directory that is named by the key. When the set of keys changes, at the latest a second later new
 * keys get theirs, and those of keys that are no longer ours are deleted; at start likewise. A key that is merely away is still ours.
 */
final class KeptStores implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeptStores.class);
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
    private static final long CHECK_SECONDS = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Path directory;
    private final KeyRing ring;
    private final BiFunction<OrganisationId, DecryptionKey, KeptStore> maker;
    private final CountDownLatch stop = new CountDownLatch(1);
    private OwnKeys own = OwnKeys.NONE;
    private boolean complained;
    private volatile Map<KeyId, KeptStore> stores = Map.of();

    /**
     * Waits for the stores to open, at most a second.
     *
     * @param maker opens the store of a key, in {@link #directory(Path, KeyId)}
     */
    KeptStores(
            Path directory,
            KeyRing ring,
            BiFunction<OrganisationId, DecryptionKey, KeptStore> maker,
            KeptMetrics metrics) {
        this.directory = directory;
        this.ring = ring;
        this.maker = maker;
        metrics.sizes(
                () -> stores.values().stream().filter(KeptStore::isOpen).count(),
                () -> stores.values().stream().mapToLong(KeptStore::entries).sum(),
                () -> stores.values().stream().mapToLong(KeptStore::bytes).sum());
        check();
        awaitFirstTries();
        Thread.ofVirtual().name("kept-keys").start(this::watch);
    }

    /** So that the first reads after a restart find what is kept. */
    private void awaitFirstTries() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (KeptStore store : stores.values()) {
                store.awaitFirstTry(Duration.ofNanos(end - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Path directory(Path parent, KeyId key) {
        return parent.resolve(key.spkiSha256());
    }

    Map<KeyId, KeptStore> all() {
        return stores;
    }

    @Override
    public void close() {
        stop.countDown();
        closeAll();
    }

    private void watch() {
        try {
            while (!stop.await(CHECK_SECONDS, TimeUnit.SECONDS)) {
                check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void check() {
        try {
            if (stop.getCount() > 0 && !own.isStill(ring)) {
                follow(OwnKeys.of(ring));
                complained = false;
            }
        } catch (IOException | RuntimeException e) {
            // The boundary of the thread.
            complain(e);
        }
    }

    private void complain(Exception e) {
        if (!complained) {
            LOG.atWarn()
                    .addKeyValue("directory", directory)
                    .addKeyValue("error", e.toString())
                    .log(
                            "the directory of what is kept on disk does not follow our keys; it is tried again every second");
        }
        complained = true;
    }

    private void follow(OwnKeys now) throws IOException {
        Map<KeyId, KeptStore> next = new HashMap<>();
        Map<KeyId, KeptStore> gone = new HashMap<>(stores);
        gone.keySet().removeAll(now.all());
        next.putAll(stores);
        next.keySet().retainAll(now.all());
        stores = Map.copyOf(next);
        gone.values().forEach(KeptStore::delete);
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        deleteOthers(now.all());
        for (OrganisationId organisation :
                ring.organisations().stream().sorted().toList()) {
            for (DecryptionKey key : ring.decryptionKeys(organisation)) {
                if (now.all().contains(key.id()) && !next.containsKey(key.id())) {
                    next.put(key.id(), maker.apply(organisation, key));
                }
            }
        }
        stores = Map.copyOf(next);
        own = now;
    }

    private void deleteOthers(Set<KeyId> ours) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> others = all.filter(path -> {
                        String name = path.getFileName().toString();
                        return NAME.matcher(name).matches() && !ours.contains(new KeyId(name));
                    })
                    .toList();
            for (Path other : others) {
                KeptFiles.deleteAll(other);
                LOG.atInfo()
                        .addKeyValue("key", other.getFileName())
                        .log("what was kept for a decryption key that is no longer ours has been deleted");
            }
        }
    }

    private synchronized void closeAll() {
        stores.values().forEach(KeptStore::close);
        stores = Map.of();
    }
}
