package io.traceconnector.sandbox.trace;

import io.traceconnector.sandbox.http.ApiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The input type of its name: all members that are given must match. */
final class TraceFilter {

    private final Map<?, ?> wanted;

    TraceFilter(Map<?, ?> wanted) {
        this.wanted = wanted;
    }

    /** What a filter looks at. */
    record Subject(UUID id, List<String> tags, long createdAt, long updatedAt) {}

    boolean matches(Subject trace) {
        return tags(wanted.get("tags"), trace.tags())
                && TextFilter.matches(wanted.get("rowId"), trace.id().toString())
                && TextFilter.matches(wanted.get("name"), null)
                && (!(wanted.get("archived") instanceof Map<?, ?> archived)
                        || !Boolean.TRUE.equals(archived.get("equalTo")))
                && time(wanted.get("createdAt"), trace.createdAt())
                && time(wanted.get("updatedAt"), trace.updatedAt())
                && combined(trace);
    }

    private boolean combined(Subject trace) {
        return (!(wanted.get("and") instanceof List<?> all) || all.stream().allMatch(one -> matches(one, trace)))
                && (!(wanted.get("or") instanceof List<?> any) || any.stream().anyMatch(one -> matches(one, trace)))
                && (!(wanted.get("not") instanceof Map<?, ?> not) || !matches(not, trace));
    }

    private static boolean matches(Object filter, Subject trace) {
        return !(filter instanceof Map<?, ?> map) || new TraceFilter(map).matches(trace);
    }

    private static boolean tags(@Nullable Object filter, List<String> tags) {
        if (!(filter instanceof Map<?, ?> map)) {
            return true;
        }
        return (!(map.get("contains") instanceof Collection<?> all) || tags.containsAll(all))
                && (!(map.get("overlaps") instanceof Collection<?> any) || !Collections.disjoint(tags, any))
                && (!(map.get("containedBy") instanceof Collection<?> most) || most.containsAll(tags))
                && (!(map.get("equalTo") instanceof List<?> same) || same.equals(tags))
                && (!(map.get("anyEqualTo") instanceof String one) || tags.contains(one))
                && (!(map.get("isNull") instanceof Boolean isNull) || isNull == tags.isEmpty());
    }

    private static boolean time(@Nullable Object filter, long millis) {
        if (!(filter instanceof Map<?, ?> map)) {
            return true;
        }
        return map.entrySet().stream().allMatch(bound -> bound.getValue() == null || time(bound, millis));
    }

    private static boolean time(Map.Entry<?, ?> bound, long millis) {
        int order = Instant.ofEpochMilli(millis).compareTo(instant(bound.getValue()));
        return switch (String.valueOf(bound.getKey())) {
            case "equalTo" -> order == 0;
            case "lessThan" -> order < 0;
            case "lessThanOrEqualTo" -> order <= 0;
            case "greaterThan" -> order > 0;
            default -> order >= 0;
        };
    }

    private static Instant instant(@Nullable Object text) {
        try {
            return OffsetDateTime.parse(String.valueOf(text)).toInstant();
        } catch (DateTimeException e) {
            throw ApiException.badRequest("a time that is not like 2026-01-31T12:00:00Z");
        }
    }
}
