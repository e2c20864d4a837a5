package io.traceconnector.app.callers.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.traceconnector.app.journal.JournalKey;
import io.traceconnector.app.journal.JournalKeys;
import io.traceconnector.app.journal.JournalKind;
import io.traceconnector.app.journal.JournalOwner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The log in PostgreSQL. The tables are made and changed by whichever replica comes first. */
record PostgresSource(PostgresConfig config, JournalOwner owner, JournalKind kind) implements LogSource {

    private static final long CONNECTION_MILLIS = 2000;

    @Override
    public Opened open() throws IOException {
        HikariDataSource database = connect();
        try {
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/callers")
                    .table("trace_connector_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
            JournalKey key = key(database);
            JournalKeys keys = new JournalKeys(kind, key.local());
            return new Opened(new PostgresLog(database, keys), keys, key);
        } catch (SQLException | FlywayException e) {
            database.close();
            throw new IOException("PostgreSQL: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private HikariDataSource connect() throws IOException {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("callers-store");
        pool.setJdbcUrl(config.url());
        pool.setUsername(config.user());
        pool.setMaximumPoolSize(config.connections());
        pool.setConnectionTimeout(CONNECTION_MILLIS);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("connectTimeout", "2");
        pool.addDataSourceProperty("socketTimeout", "10");
        pool.addDataSourceProperty("ApplicationName", "trace-connector");
        if (config.password().isPresent()) {
            byte[] password = config.password().get().read();
            pool.setPassword(new String(password, StandardCharsets.UTF_8));
            Arrays.fill(password, (byte) 0);
        }
        return new HikariDataSource(pool);
    }

    /** One replica makes it, and the others find it. */
    private JournalKey key(DataSource database) throws IOException, SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setLong(1, PostgresLog.ADVISORY_LOCK);
                lock.execute();
            }
            JournalKey key = JournalKey.open(owner, kind, new PostgresKeyStorage(database), hasEvents(connection));
            connection.rollback();
            return key;
        }
    }

    private static boolean hasEvents(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1 from trace_connector_event limit 1")) {
            return rows.next();
        }
    }

    @Override
    public Optional<Duration> believedFor() {
        return Optional.of(config.believedFor());
    }

    @Override
    public Duration poll() {
        return config.poll();
    }
}
