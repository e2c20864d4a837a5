package io.traceconnector.app.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the log, of which the last grows. What could not be forced is cut off before anything else is written, so that a line is in the file if, and
 * only if, it was said to be durable. For one thread, but for {@link #durable}.
 */
final class LogFiles implements Commits.Disk, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogFiles.class);

    private final AuditConfig config;
    private final AuditDirectory directory;
    private final Records records;
    private final Clock clock;
    private final AuditMeters meters;
    private FileName name;
    private AuditFile file;
    private Instant begun;
    private long size;
    private Chain chain;
    private boolean torn;
    private volatile Head durable;

    private LogFiles(AuditConfig config, AuditDirectory directory, Clock clock, AuditMeters meters, Reopened reopened) {
        this.config = config;
        this.directory = directory;
        this.records = new Records(clock);
        this.clock = clock;
        this.meters = meters;
        this.name = reopened.name();
        this.file = reopened.file();
        this.begun = reopened.begun();
        this.size = reopened.size();
        this.chain = reopened.chain();
        this.durable = chain.head();
    }

    /**
     * Goes on after what is there.
     *
     * @throws DamagedLogException where what is there was changed
     */
    static LogFiles open(AuditConfig config, AuditDirectory directory, Clock clock, AuditMeters meters)
            throws IOException {
        return new LogFiles(config, directory, clock, meters, Reopened.of(config, directory, clock));
    }

    /** The last line that is on disk. */
    Head durable() {
        return durable;
    }

    @Override
    public void commit(Batch batch) throws IOException {
        if (torn) {
            file.truncate(size);
            file.force();
            torn = false;
        }
        if (size >= config.fileBytes() || !clock.instant().isBefore(begun.plus(config.fileAge()))) {
            rotate();
        }
        Chain ahead = chain.copy();
        ByteArrayOutputStream lines = new ByteArrayOutputStream(
                (int) batch.bytes() + 128 * batch.bodies().size());
        batch.bodies().forEach(body -> ahead.append(body, lines));
        torn = true;
        file.append(ByteBuffer.wrap(lines.toByteArray()));
        meters.forcing(file::force);
        torn = false;
        size += lines.size();
        chain = ahead;
        durable = ahead.head();
        meters.written(batch.bodies().size(), lines.size());
    }

    /** Begins the next file; until all of it is on disk, the one before is the last. */
    private void rotate() throws IOException {
        FileName next = name.next();
        Chain ahead = chain.copy();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        ahead.append(records.file(next, chain.head()), lines);
        List<FileName> surplus = surplus(next);
        if (!surplus.isEmpty()) {
            ahead.append(records.pruned(surplus.getLast()), lines);
        }
        AuditFile created = directory.create(next);
        try {
            created.append(ByteBuffer.wrap(lines.toByteArray()));
            created.force();
            directory.force();
        } catch (IOException e) {
            created.close();
            throw e;
        }
        AuditFile ended = file;
        name = next;
        file = created;
        begun = clock.instant();
        size = lines.size();
        chain = ahead;
        durable = ahead.head();
        ended.close();
        delete(surplus);
    }

    /** Files that are too many once another one is begun; oldest first. */
    private List<FileName> surplus(FileName next) throws IOException {
        int kept = config.keepFiles();
        return directory.files().stream()
                .filter(each -> kept > 0 && each.number() <= next.number() - kept)
                .toList();
    }

    /** What cannot be deleted now is deleted with the next file. */
    private void delete(List<FileName> surplus) {
        for (FileName each : surplus) {
            try {
                directory.delete(each);
            } catch (IOException e) {
                LOG.atWarn().addKeyValue("file", each).setCause(e).log("an old file of the audit log stays");
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
