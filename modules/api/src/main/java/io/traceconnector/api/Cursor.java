package io.traceconnector.api;

/** Where a link stands in the list of a workflow's links: opaque text of Trace. At most 1024 characters, never blank. */
public record Cursor(String value) implements Comparable<Cursor> {

    public Cursor {
        if (value.isBlank() || value.length() > 1024) {
            throw new IllegalArgumentException("a cursor must have 1 to 1024 characters");
        }
    }

    @Override
    public int compareTo(Cursor other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
