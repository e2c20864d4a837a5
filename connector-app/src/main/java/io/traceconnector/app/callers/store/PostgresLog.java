package io.traceconnector.app.callers.store;

import com.zaxxer.hikari.HikariDataSource;
import io.traceconnector.app.journal.FrameHead;
import io.traceconnector.app.journal.JournalDamagedException;
import io.traceconnector.app.journal.JournalKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Events in a table that replicas share: a row for those that count together, encrypted, its place authenticated with it. Who adds a row states
 * the position before it, and the table's key lets one win. What is written anew stands in several parts at the position up to which it
 * counts, of which the first says so and the last that it is whole.
 */
final class PostgresLog implements EventLog {

    private static final byte EVENTS = 1;
    private static final byte ANEW = 2;
    private static final byte WHOLE = 3;

    private static final int TOGETHER = 1000;
    private static final String UNIQUE_VIOLATION = "23505";

    /** Held by who writes the table anew, and by who makes its key. */
    static final long ADVISORY_LOCK = 0x5472_6163_6543_6c72L;

    private static final String NEWER = """
            select position, part, content from trace_connector_event
            where position > ? or (position = ? and part = 0) order by position, part""";
    private static final String ADD = "insert into trace_connector_event (position, part, content) values (?, ?, ?)";

    private final HikariDataSource database;
    private final JournalKeys keys;

    /** @param database closed with the log */
    PostgresLog(HikariDataSource database, JournalKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    @Override
    public Read after(long position) throws IOException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(NEWER)) {
            statement.setLong(1, position);
            statement.setLong(2, position);
            statement.setFetchSize(TOGETHER);
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows, position);
            }
        } catch (SQLException e) {
            throw new IOException("PostgreSQL: " + e.getMessage(), e);
        }
    }

    private Read read(ResultSet rows, long position) throws SQLException {
        Reading reading = new Reading(position);
        while (rows.next()) {
            long at = rows.getLong(1);
            int part = rows.getInt(2);
            if (at > position) {
                reading.take(at, part, open(at, part, rows.getBytes(3)));
            } else {
                reading.beginsWell = true;
            }
        }
        return reading.read();
    }

    private Frame open(long position, int part, byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        if (content.length < FrameHead.SIZE) {
            throw damaged(position);
        }
        FrameHead head = FrameHead.from(bytes);
        boolean here = head.length() == content.length && head.sequence() == position && head.forced() == part;
        byte[] opened = here ? keys.open(head, content).orElseThrow(() -> damaged(position)) : new byte[0];
        if (!here) {
            throw damaged(position);
        }
        return new Frame(head.type(), opened);
    }

    private byte[] seal(byte type, long position, int part, byte[] content) {
        return keys.seal(FrameHead.around(content.length, type, position, part), content);
    }

    private static JournalDamagedException damaged(long position) {
        return new JournalDamagedException(
                "the table trace_connector_event is damaged at position " + position + ", or under another key");
    }

    @Override
    public boolean append(long expected, List<Event> events) throws IOException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(ADD)) {
            set(statement, expected + 1, 0, EVENTS, EventCodec.content(events));
            statement.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw new IOException("PostgreSQL: " + e.getMessage(), e);
        }
    }

    @Override
    public void compact(long position, List<Event> events) throws IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            if (begin(connection, position)) {
                write(connection, position, events);
                connection.commit();
            } else {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IOException("PostgreSQL: " + e.getMessage(), e);
        }
    }

    /** Deletes what is replaced; false where another replica has done so. */
    private static boolean begin(Connection connection, long position) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)");
                PreparedStatement delete =
                        connection.prepareStatement("delete from trace_connector_event where position <= ?")) {
            lock.setLong(1, ADVISORY_LOCK);
            lock.execute();
            delete.setLong(1, position);
            return delete.executeUpdate() > 1;
        }
    }

    private void write(Connection connection, long position, List<Event> events) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            int part = 0;
            add(statement, position, part++, ANEW, new byte[0]);
            for (int i = 0; i < events.size(); i += TOGETHER) {
                List<Event> some = events.subList(i, Math.min(events.size(), i + TOGETHER));
                add(statement, position, part++, EVENTS, EventCodec.content(some));
            }
            add(statement, position, part, WHOLE, new byte[0]);
            statement.executeBatch();
        }
    }

    private void add(PreparedStatement statement, long position, int part, byte type, byte[] content)
            throws SQLException {
        set(statement, position, part, type, content);
        statement.addBatch();
    }

    private void set(PreparedStatement statement, long position, int part, byte type, byte[] content)
            throws SQLException {
        statement.setLong(1, position);
        statement.setInt(2, part);
        statement.setBytes(3, seal(type, position, part, content));
    }

    @Override
    public void close() {
        database.close();
    }

    private record Frame(byte type, byte[] content) {}

    /** Rows in order, of which none may be missing. */
    private static final class Reading {

        private final List<Event> events = new ArrayList<>();
        private long position;
        private int part;
        private boolean whole = true;
        private boolean anew;
        private boolean beginsWell;

        private Reading(long position) {
            this.position = position;
            this.beginsWell = position == 0;
        }

        private void take(long at, int partAt, Frame frame) {
            boolean next = whole && at == position + 1 && partAt == 0 && beginsWell;
            boolean more = !whole && at == position && partAt == part + 1;
            switch (frame.type()) {
                case ANEW -> {
                    check(partAt == 0 && whole, at);
                    events.clear();
                    anew = true;
                    beginsWell = true;
                    whole = false;
                }
                case EVENTS -> {
                    check(next || more, at);
                    events.addAll(EventCodec.events(frame.content()));
                }
                case WHOLE -> {
                    check(more, at);
                    whole = true;
                }
                default -> check(false, at);
            }
            position = at;
            part = partAt;
        }

        private static void check(boolean right, long at) {
            if (!right) {
                throw damaged(at);
            }
        }

        private Read read() {
            if (!whole || !beginsWell) {
                throw new JournalDamagedException(
                        "the table trace_connector_event ends before position " + position + ", which it had once");
            }
            return new Read(position, anew, events);
        }
    }
}
