package io.traceconnector.api;

/** An entity that the connector serves, with organisations of its own. At most 64 characters: lower case letters, digits, {@code -} and {@code _}. */
public record TenantId(String value) implements Comparable<TenantId> {

    public TenantId {
        if (!value.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException(
                    "a tenant id must have 1 to 64 lower case letters, digits, - and _, and not begin with - or _");
        }
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
