package io.traceconnector.app.outbox;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.journal.Disk;
import io.traceconnector.app.journal.DiskFile;
import io.traceconnector.app.journal.Journal;
import io.traceconnector.app.journal.JournalDamagedException;
import io.traceconnector.app.journal.JournalKeys;
import io.traceconnector.app.journal.JournalReader;
import java.io.IOException;
import java.time.Instant;

/**
 * Opens a journal by reading what an earlier process left and writing what is still needed into a new file, which then takes its place. For one
 * thread.
 *
 * @param forgetBefore answers that are older are left out
 */
record Opening(OrganisationId organisation, Disk disk, JournalKeys keys, Instant forgetBefore) {

    /** @throws JournalDamagedException where the journal is not what was written */
    Opened open() throws IOException {
        Reading reading = new Reading(organisation);
        if (!disk.exists(Journal.NAME)) {
            return written(reading, 1, place -> {
                throw new JournalDamagedException("nothing can be read at " + place + " of no journal");
            });
        }
        try (DiskFile old = disk.open(Journal.NAME)) {
            JournalReader reader = new JournalReader(old, keys);
            reading.read(reader);
            reading.book().forget(forgetBefore);
            return written(reading, reader.sequence(), place -> Journal.read(old, keys, place));
        }
    }

    private Opened written(Reading reading, long sequence, Rewriting.Source old) throws IOException {
        Journal journal = Journal.create(disk, keys, sequence);
        try {
            Holdings holdings = new Rewriting(journal, reading.holdings(), old).write(reading.book());
            journal.install(disk);
            return new Opened(reading.book(), journal, holdings);
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** What is there, and where. */
    record Opened(Book book, Journal journal, Holdings holdings) {}
}
