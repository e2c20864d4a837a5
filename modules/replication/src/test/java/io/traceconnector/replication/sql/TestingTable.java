package io.traceconnector.replication.sql;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkValues;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Links in a PostgreSQL of its own. */
final class TestingTable implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final Connection connection;

    TestingTable() throws IOException, SQLException {
        this.server = EmbeddedPostgres.builder().start();
        this.connection = server.getPostgresDatabase().getConnection();
        try (InputStream functions = Objects.requireNonNull(ConditionSql.class.getResourceAsStream("link_values.sql"));
                Statement statement = connection.createStatement()) {
            statement.execute(new String(functions.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute("""
                    CREATE TABLE links (id int PRIMARY KEY, workflow text, action text, state text, link_group text,
                      created_by text, tags text[], data jsonb)""");
        }
    }

    /** Links get their places in the list as ids. */
    void fill(List<Segment> links) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE links");
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb)")) {
            for (int i = 0; i < links.size(); i++) {
                Segment link = links.get(i);
                insert.setInt(1, i);
                insert.setString(2, link.feed().workflow().value());
                insert.setString(3, link.action());
                insert.setString(4, link.state());
                insert.setObject(5, first(link, "link.group"));
                insert.setObject(6, first(link, "link.createdBy"));
                insert.setArray(7, connection.createArrayOf("text", link.tags().toArray()));
                insert.setString(8, storable(link).map(Json::text).orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static @org.jspecify.annotations.Nullable Object first(Segment link, String field) {
        return LinkValues.of(link).of(field).stream().findFirst().orElse(null);
    }

    /** Data as a replica keeps it: what jsonb cannot hold is not kept. */
    static Optional<Json> storable(Segment link) {
        Optional<Json> data = switch (link.payload()) {
            case Payload.Opened(var opened) -> Optional.of(opened);
            case Payload.Plain(var plain) -> Optional.of(plain);
            default -> Optional.empty();
        };
        return data.filter(
                json -> LinkValues.of(link).readable() && !json.text().contains("\\u0000"));
    }

    Set<Integer> matching(SqlPredicate predicate) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT id FROM links AS l WHERE " + predicate.text())) {
            predicate.bind(query, 1);
            Set<Integer> ids = new TreeSet<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getInt(1));
                }
            }
            return ids;
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        server.close();
    }
}
