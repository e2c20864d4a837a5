package io.traceconnector.app.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a log that is there goes on. What a crash has torn is cut off, and a line of the log says so. A line that does not fit is a tear only where no
 * signed head behind it covers it: what a head covers was on disk before.
 *
 * @param begun when the file was
 */
record Reopened(FileName name, AuditFile file, Instant begun, long size, Chain chain) {

    private static final Logger LOG = LoggerFactory.getLogger(Reopened.class);

    /** A file of no more bytes may be all that was written of its first lines. */
    private static final int LONGEST_BEGINNING = 1024;

    static Reopened of(AuditConfig config, AuditDirectory directory, Clock clock) throws IOException {
        Records records = new Records(clock);
        List<FileName> names = new ArrayList<>(directory.files());
        while (!names.isEmpty()) {
            FileName last = names.removeLast();
            Sound sound = sound(directory, last);
            boolean empty = sound.size() == 0;
            // At most what waited for the disk at a time can be torn, with what makes lines of it.
            if (sound.torn() > (empty ? LONGEST_BEGINNING : 2 * config.waitingBytes())) {
                throw damaged(last, sound.chain());
            }
            if (!empty) {
                return goOn(directory, last, sound, records);
            }
            LOG.atWarn().addKeyValue("file", last).log("a file of the audit log that a crash left empty is deleted");
            directory.delete(last);
        }
        return begin(directory, records, clock);
    }

    /** The part of a file, from its beginning, that fits together. */
    private static Sound sound(AuditDirectory directory, FileName name) throws IOException {
        Chain chain = Chain.empty();
        Instant begun = Instant.EPOCH;
        long size = 0;
        boolean fits = true;
        try (InputStream in = directory.read(name)) {
            LineReader reader = new LineReader(in);
            for (Optional<byte[]> text = reader.next(); text.isPresent(); text = reader.next()) {
                Optional<Line> line = text.flatMap(Line::parse).filter(each -> reader.whole());
                if (fits && size == 0 && line.isPresent()) {
                    chain = before(line.get(), name);
                    begun = line.get().at();
                }
                Chain known = chain;
                fits = fits && line.filter(known::follows).isPresent();
                if (fits) {
                    size = reader.position();
                } else if (line.flatMap(Line::covers).orElse(0L) > known.head().number()) {
                    throw damaged(name, known);
                }
            }
            return new Sound(chain, begun, size, reader.position() - size);
        }
    }

    /** What the first line of a file says that it follows; whether it does is for a verification to say. */
    private static Chain before(Line line, FileName name) {
        return line.begins()
                .filter(beginning -> beginning.file() == name.number())
                .map(line::before)
                .orElseGet(Chain::empty);
    }

    private static DamagedLogException damaged(FileName name, Chain chain) {
        return new DamagedLogException("the audit log's file " + name + " was changed after its line with the number "
                + chain.head().number()
                + ". Let `connector audit verify` say where; to go on with a new log, move the old one away");
    }

    private static Reopened goOn(AuditDirectory directory, FileName name, Sound sound, Records records)
            throws IOException {
        AuditFile file = directory.open(name);
        long size = sound.size();
        if (sound.torn() > 0) {
            LOG.atWarn()
                    .addKeyValue("file", name)
                    .addKeyValue("bytes", sound.torn())
                    .addKeyValue("line", sound.chain().head().number())
                    .log("bytes that a crash has torn are cut off the audit log, after this line");
            file.truncate(size);
            file.force();
            size += write(file, sound.chain(), records.cut(sound.torn()));
        }
        return new Reopened(name, file, sound.begun(), size, sound.chain());
    }

    private static Reopened begin(AuditDirectory directory, Records records, Clock clock) throws IOException {
        Chain chain = Chain.empty();
        AuditFile file = directory.create(FileName.FIRST);
        long size = write(file, chain, records.file(FileName.FIRST, chain.head()));
        directory.force();
        return new Reopened(FileName.FIRST, file, clock.instant(), size, chain);
    }

    private static long write(AuditFile file, Chain chain, byte[] body) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        chain.append(body, line);
        file.append(ByteBuffer.wrap(line.toByteArray()));
        file.force();
        return line.size();
    }

    /**
     * @param chain at the end of it
     * @param torn bytes behind it
     */
    private record Sound(Chain chain, Instant begun, long size, long torn) {}
}
