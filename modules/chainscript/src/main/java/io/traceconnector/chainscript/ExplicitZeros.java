package io.traceconnector.chainscript;

import java.util.Set;

/**
 * The JSON names of those fields of one message that were received with their zero value written out ({@code "priority":0}). Some
 * clients write them into the protobuf bytes too, and then hash and signatures depend on them.
 */
public record ExplicitZeros(Set<String> names) {
    public static final ExplicitZeros NONE = new ExplicitZeros(Set.of());

    public ExplicitZeros {
        names = Set.copyOf(names);
    }

    static ExplicitZeros of(Set<String> names) {
        return names.isEmpty() ? NONE : new ExplicitZeros(names);
    }

    boolean has(String name) {
        return !names.isEmpty() && names.contains(name);
    }
}
