package io.traceconnector.api;

/** An organisation of ours, as the configuration names it. At most 128 characters, never blank. */
public record OrganisationId(String value) implements Comparable<OrganisationId> {

    public OrganisationId {
        if (value.isBlank() || value.length() > 128) {
            throw new IllegalArgumentException("an organisation id must have 1 to 128 characters");
        }
    }

    @Override
    public int compareTo(OrganisationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
