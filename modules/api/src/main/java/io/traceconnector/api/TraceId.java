package io.traceconnector.api;

/** A trace within a workflow: a UUID in practice, taken as an opaque text. At most 128 characters, never blank. */
public record TraceId(String value) implements Comparable<TraceId> {

    public TraceId {
        if (value.isBlank() || value.length() > 128) {
            throw new IllegalArgumentException("a trace id must have 1 to 128 characters");
        }
    }

    @Override
    public int compareTo(TraceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
