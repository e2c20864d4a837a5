package io.traceconnector.app.callers.store;

import java.io.IOException;
import java.util.List;

/** Where events are kept, in one order for all that write. For one thread at a time; after a failure {@link #after} is called first. */
interface EventLog extends AutoCloseable {

    /**
     * What came after a position; 0 is before everything.
     *
     * @throws IOException where it cannot be read now
     * @throws io.traceconnector.app.journal.JournalDamagedException where it is not what was written
     */
    Read after(long position) throws IOException;

    /**
     * Adds events that count together or not at all. On disk when this returns.
     *
     * @param expected of the last events that the writer knows
     * @return false where others have been added since, and nothing was written
     * @throws IOException where it is not known whether they count
     */
    boolean append(long expected, List<Event> events) throws IOException;

    /** Puts events in the place of everything up to a position, and gives back room. What has come since stays. */
    void compact(long position, List<Event> events) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * @param position of the last of the events
     * @param anew whether they are everything there is, not what was added
     */
    record Read(long position, boolean anew, List<Event> events) {}
}
