package io.traceconnector.api;

/** A workflow of Trace: its row id in decimal digits. At most 64 characters, never blank. */
public record WorkflowId(String value) implements Comparable<WorkflowId> {

    public WorkflowId {
        if (value.isBlank() || value.length() > 64) {
            throw new IllegalArgumentException("a workflow id must have 1 to 64 characters");
        }
    }

    @Override
    public int compareTo(WorkflowId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
