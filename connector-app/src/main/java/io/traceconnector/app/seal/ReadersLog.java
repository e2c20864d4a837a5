package io.traceconnector.app.seal;

import io.traceconnector.api.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who could read each link that was sealed: a file of JSON lines for each month (UTC), which only grows. A line is on the disk when {@link #append}
 * returns; lines that come together share one flush. A crash may leave a line cut off, which the next one does not continue. Nothing is
 * kept in memory. Safe for many threads.
 */
final class ReadersLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadersLog.class);

    private final Path directory;
    private final Clock clock;
    private final ReentrantLock writing = new ReentrantLock();
    /** Taken by one who has {@link #writing}, or by one who has neither. */
    private final ReentrantLock flushing = new ReentrantLock();

    private Optional<ReadersFile> current = Optional.empty();

    ReadersLog(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    private record Written(ReadersFile file, long end) {}

    /** @throws ProblemException {@code readers_not_recorded} where the line is not known to be on the disk */
    void append(String line) {
        try {
            Written written = write((line + "\n").getBytes(StandardCharsets.UTF_8));
            flush(written);
        } catch (IOException e) {
            LOG.atError().setCause(e).log("who can read a link cannot be recorded");
            throw new ProblemException(
                    503,
                    "readers_not_recorded",
                    "Who can read the link cannot be recorded on disk, so it is not sent. Is the disk of data.directory full?");
        }
    }

    private Written write(byte[] line) throws IOException {
        writing.lock();
        try {
            ReadersFile file = file();
            try {
                return new Written(file, file.write(line));
            } catch (IOException e) {
                abandon(file);
                throw e;
            }
        } finally {
            writing.unlock();
        }
    }

    private void flush(Written written) throws IOException {
        flushing.lock();
        try {
            written.file().flush(written.end());
        } finally {
            flushing.unlock();
        }
    }

    /** The file of this month; whoever has {@link #writing} asks. */
    private ReadersFile file() throws IOException {
        YearMonth month = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        if (current.isPresent()
                && (!current.get().month().equals(month) || current.get().isBroken())) {
            abandon(current.get());
        }
        if (current.isEmpty()) {
            current = Optional.of(ReadersFile.open(directory, month));
        }
        return current.get();
    }

    /** Those who wait for lines of it find it flushed, or broken. */
    private void abandon(ReadersFile file) {
        flushing.lock();
        try {
            file.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("a record of who could read links was not closed cleanly");
        } finally {
            current = Optional.empty();
            flushing.unlock();
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            current.ifPresent(this::abandon);
        } finally {
            writing.unlock();
        }
    }
}
