package io.traceconnector.replication.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A piece of a {@code WHERE}, and what is bound to its question marks: nothing of a condition stands in the text itself.
 *
 * @param values in the order of the question marks: {@code String}, {@code Boolean}, {@code Double}, and {@code List<String>} for an array of texts
 */
public record SqlPredicate(String text, List<Object> values) {

    public SqlPredicate {
        values = List.copyOf(values);
    }

    /**
     * Binds the values.
     *
     * @param first the number of the first question mark, from 1
     * @return the number of the next one
     */
    public int bind(PreparedStatement statement, int first) throws SQLException {
        int index = first;
        for (Object value : values) {
            if (value instanceof List<?> texts) {
                statement.setArray(index++, statement.getConnection().createArrayOf("text", texts.toArray()));
            } else {
                statement.setObject(index++, value);
            }
        }
        return index;
    }

    /** Without the values: they come out of policies and claims. */
    @Override
    public String toString() {
        return "SqlPredicate[" + text + "]";
    }
}
