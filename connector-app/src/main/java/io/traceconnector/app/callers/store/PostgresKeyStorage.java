package io.traceconnector.app.callers.store;

import io.traceconnector.app.keys.local.LocalKeyStorage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** The wrapped key as the one row of a table. */
record PostgresKeyStorage(DataSource database) implements LocalKeyStorage {

    private static final String WRITE = """
            insert into trace_connector_key (id, content) values (1, ?)
            on conflict (id) do update set content = excluded.content""";

    @Override
    public Optional<byte[]> read() throws IOException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select content from trace_connector_key where id = 1");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new IOException("PostgreSQL: " + e.getMessage(), e);
        }
    }

    @Override
    public void write(byte[] file) throws IOException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setBytes(1, file);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IOException("PostgreSQL: " + e.getMessage(), e);
        }
    }
}
