package io.traceconnector.app.seal;

import io.traceconnector.api.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who could read each link that was sealed: a file of JSON lines for each month (UTC), which only grows. A line survives the end of this process when
 * {@link #append} returns, and the loss of power a second later; every link names its recipients as well. A crash may
 * leave a line cut off, which the next one does not continue. Safe for many threads.
 */
final class ReadersLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadersLog.class);

    private static final long FORCE_SECONDS = 1;

    private final Path directory;
    private final Clock clock;
    private final ReentrantLock writing = new ReentrantLock();
    private Optional<ReadersFile> file = Optional.empty();
    private boolean forced = true;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread forcing;

    ReadersLog(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        forcing = Thread.ofVirtual().name("readers-log").start(this::keepForcing);
    }

    private void keepForcing() {
        try {
            while (!stop.await(FORCE_SECONDS, TimeUnit.SECONDS)) {
                force();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without the lock while the disk works: links are sealed meanwhile. */
    private void force() {
        Optional<ReadersFile> written = unforced();
        try {
            if (written.isPresent()) {
                written.get().force();
            }
        } catch (IOException e) {
            giveUp(written.get(), e);
        }
    }

    /** The file, where lines were added since this was asked last. */
    private Optional<ReadersFile> unforced() {
        writing.lock();
        try {
            Optional<ReadersFile> written = forced ? Optional.empty() : file;
            forced = true;
            return written;
        } finally {
            writing.unlock();
        }
    }

    /** After a failed flush a file is not to be relied on; it is opened anew, unless it was meanwhile. */
    private void giveUp(ReadersFile written, IOException cause) {
        LOG.atError().setCause(cause).log("who could read links in the last second may not be on the disk");
        writing.lock();
        try {
            if (file.equals(Optional.of(written))) {
                closeFile();
            }
        } finally {
            writing.unlock();
        }
    }

    /**
     * Adds a line.
     *
     * @param line without its end
     * @throws ProblemException {@code readers_not_recorded} where it cannot be written
     */
    void append(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        writing.lock();
        try {
            file().append(bytes);
            forced = false;
        } catch (IOException e) {
            LOG.atError().setCause(e).log("who can read links cannot be recorded");
            closeFile();
            throw new ProblemException(
                    503,
                    "readers_not_recorded",
                    "Who can read the link cannot be recorded on disk, so it is not sent. Is the disk of data.directory full?");
        } finally {
            writing.unlock();
        }
    }

    private ReadersFile file() throws IOException {
        Instant now = clock.instant();
        if (file.isPresent() && !file.get().isFor(now)) {
            file.get().force();
            closeFile();
        }
        if (file.isEmpty()) {
            file = Optional.of(ReadersFile.open(directory, YearMonth.from(now.atZone(ZoneOffset.UTC))));
        }
        return file.get();
    }

    private void closeFile() {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("a record of who could read links was not closed cleanly");
        } finally {
            file = Optional.empty();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            forcing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        force();
        writing.lock();
        try {
            closeFile();
        } finally {
            writing.unlock();
        }
    }
}
