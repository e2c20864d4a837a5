package io.traceconnector.api;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Which links may be seen. Fields are named as in search: values of the data by the names around them joined by dots (arrays add nothing), and
 * {@code link.workflow}, {@code link.action}, {@code link.state}, {@code link.group}, {@code link.createdBy}, {@code link.tags}. A field may have
 * several values, or none: a test holds if any value passes it. {@link #holds} says what it means; every other form of it agrees with that.
 */
public sealed interface Condition {

    static Condition everything() {
        return new All(List.of());
    }

    static Condition nothing() {
        return new Any(List.of());
    }

    /** @param values of a field: {@code String}, {@code Double} (finite) and {@code Boolean}; nothing for null, objects and arrays */
    default boolean holds(Function<String, Collection<?>> values) {
        return switch (this) {
            case All(var parts) -> parts.stream().allMatch(part -> part.holds(values));
            case Any(var parts) -> parts.stream().anyMatch(part -> part.holds(values));
            case Not(var part) -> !part.holds(values);
            case Present(var field) -> !values.apply(field).isEmpty();
            case OneOf(var field, var texts) -> values.apply(field).stream().anyMatch(texts::contains);
            case Is(var field, var value) -> values.apply(field).contains(value);
            case Between(var field, var least, var most) ->
                values.apply(field).stream()
                        .anyMatch(value -> value instanceof Double number && number >= least && number <= most);
        };
    }

    record All(List<Condition> parts) implements Condition {}

    record Any(List<Condition> parts) implements Condition {}

    record Not(Condition part) implements Condition {}

    /** Has any value that is neither null nor an object nor an array. */
    record Present(String field) implements Condition {}

    /** A text that is exactly one of these, each of at most 255 characters. */
    record OneOf(String field, Set<String> texts) implements Condition {}

    record Is(String field, boolean value) implements Condition {}

    /** A number within these bounds, themselves included, as the nearest double. */
    record Between(String field, double least, double most) implements Condition {}
}
