package io.traceconnector.app.decrypt;

import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.local.LocalKeyFile;
import io.traceconnector.app.keys.local.LocalKeyOwner;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept for one decryption key. A thread of its own opens it, which takes one operation with the private key, writes, and begins anew what
 * was deleted; until it is open nothing is found and nothing kept, and nobody waits. Safe for many threads.
 */
final class KeptStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeptStore.class);

    /** Entries that wait to be written, of at most 4 KiB each; further ones are dropped. */
    private static final int MAX_WAITING = 4096;

    private static final String TITLE = "trace-connector local key of kept links 1";
    private static final byte[] WAKE = {};
    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Path directory;
    private final LocalKeyOwner owner;
    private final KeptBound bound;
    private final KeptMetrics metrics;
    private final KeptKeyStorage keyStorage;
    private final LocalKeyFile keyFile;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch tried = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<KeptFiles> files = Optional.empty();
    private volatile boolean closing;
    private volatile boolean deleting;
    private Duration pause = CHECK;

    KeptStore(Path directory, LocalKeyOwner owner, KeptBound bound, KeptMetrics metrics) {
        this.directory = directory;
        this.owner = owner;
        this.bound = bound;
        this.metrics = metrics;
        this.keyStorage = new KeptKeyStorage(directory);
        this.keyFile = new LocalKeyFile(TITLE, keyStorage, owner);
        this.thread = Thread.ofVirtual().name("kept-" + owner.id().spkiSha256()).start(this::run);
    }

    /** Empty where nothing is kept for these bytes, or not as it was written. */
    Optional<KeptLink> find(Sha256 received, OwnKeys now) {
        Optional<KeptFiles> open = files;
        Optional<byte[]> frame = open.flatMap(known -> known.find(received));
        if (frame.isEmpty()) {
            return Optional.empty();
        }
        Optional<KeptLink> link = open.flatMap(known -> known.open(frame.get(), now));
        if (link.isEmpty()) {
            metrics.failed();
        }
        return link;
    }

    /** Does not wait: what finds no room is dropped. */
    void keep(KeptLink link, Sha256 received, Sha256 block) {
        boolean kept = !closing
                && files.flatMap(open -> open.seal(link, received, block))
                        .filter(waiting::offer)
                        .isPresent();
        if (!kept) {
            metrics.dropped();
        }
    }

    /** Waits until it is open, or cannot be opened now. */
    void awaitFirstTry(Duration patience) throws InterruptedException {
        if (!tried.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.atInfo()
                    .addKeyValue("key", owner.id().spkiSha256())
                    .log("what is kept on disk takes its time to open; links are read without it meanwhile");
        }
    }

    boolean isOpen() {
        return files.isPresent();
    }

    long entries() {
        return files.map(KeptFiles::entries).orElse(0L);
    }

    long bytes() {
        return files.map(KeptFiles::bytes).orElse(0L);
    }

    /** Writes what waits and wipes the local key. */
    @Override
    public void close() {
        closing = true;
        stop.countDown();
        // Where there is no room the thread is awake.
        if (!waiting.offer(WAKE)) {
            LOG.debug("the thread that writes is at work");
        }
        try {
            if (!thread.join(STOP)) {
                LOG.atWarn()
                        .addKeyValue("key", owner.id().spkiSha256())
                        .log(
                                "what is kept on disk was not closed in time; nothing is lost but what was not yet written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes it for good: the private key is no longer ours. */
    void delete() {
        deleting = true;
        close();
    }

    private void run() {
        while (!closing) {
            try {
                turn();
                pause = CHECK;
            } catch (KeyUnavailableException e) {
                complain("a key is away, so what is kept on disk is not used yet", e);
            } catch (IOException e) {
                complain("what is kept on disk cannot be read or written; it is tried again", e);
            } catch (RuntimeException e) {
                // The boundary of the thread: links are opened without what is kept.
                complain("what is kept on disk fails; please report this", e);
            }
        }
        finish();
    }

    /** Opens it where it is not, and writes for a while. */
    private void turn() throws IOException {
        if (files.isPresent() && !(keyStorage.isThere() && files.get().areThere())) {
            LOG.atInfo()
                    .addKeyValue("key", owner.id().spkiSha256())
                    .log("what was kept on disk has been deleted; it is begun anew");
            closeFiles();
        }
        if (files.isEmpty()) {
            files = Optional.of(open());
        }
        tried.countDown();
        long check = System.nanoTime() + CHECK.toNanos();
        while (!closing && System.nanoTime() < check) {
            write(next(CHECK));
        }
        keyFile.signAnew();
    }

    private KeptFiles open() throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Optional<SymmetricKey> known = keyFile.read();
        if (known.isEmpty()) {
            if (keyStorage.isThere()) {
                LOG.atInfo()
                        .addKeyValue("organisation", owner.organisation())
                        .addKeyValue("key", owner.id().spkiSha256())
                        .log(
                                "what was kept for a decryption key is not signed by the organisation's signing key of today, so it is begun anew");
            }
            KeptFiles.delete(directory);
        }
        LocalKey local = new LocalKey(owner.id(), known.isPresent() ? known.get() : keyFile.make());
        try {
            return new KeptFiles(directory, owner.id(), local, bound);
        } catch (IOException e) {
            local.close();
            throw e;
        }
    }

    private List<byte[]> next(Duration patience) {
        List<byte[]> frames = new ArrayList<>();
        try {
            Optional.ofNullable(waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS))
                    .ifPresent(frames::add);
        } catch (InterruptedException e) {
            throw uninterrupted(e);
        }
        waiting.drainTo(frames);
        return frames;
    }

    private void write(List<byte[]> frames) throws IOException {
        for (byte[] frame : frames) {
            if (frame.length > 0) {
                files.get().add(frame);
            }
        }
    }

    /** Says it once, and waits longer each time. */
    private void complain(String what, Exception e) {
        tried.countDown();
        if (pause.equals(CHECK)) {
            LOG.atWarn()
                    .addKeyValue("organisation", owner.organisation())
                    .addKeyValue("key", owner.id().spkiSha256())
                    .addKeyValue("error", e.toString())
                    .log(what);
        }
        try {
            stop.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            throw uninterrupted(interrupted);
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(MAX_PAUSE) < 0 ? longer : MAX_PAUSE;
    }

    private void finish() {
        try {
            if (files.isPresent()) {
                write(next(Duration.ZERO));
            }
            closeFiles();
            if (deleting) {
                KeptFiles.deleteAll(directory);
            }
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("key", owner.id().spkiSha256())
                    .addKeyValue("error", e.toString())
                    .log("what is kept on disk was not closed well");
        }
    }

    private void closeFiles() throws IOException {
        Optional<KeptFiles> open = files;
        files = Optional.empty();
        if (open.isPresent()) {
            open.get().close();
        }
    }

    /** Nobody interrupts this thread: channels would be closed by it. */
    private static IllegalStateException uninterrupted(InterruptedException e) {
        return new IllegalStateException("interrupted", e);
    }
}
