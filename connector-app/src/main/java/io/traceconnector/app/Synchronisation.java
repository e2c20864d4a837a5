package io.traceconnector.app;

import io.traceconnector.api.Feed;
import io.traceconnector.app.stream.StreamStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far all consumers together are.
 *
 * @param passed links that the slowest consumer has taken, all feeds together
 * @param total links that Trace says there are
 * @param complete whether every consumer has everything in every feed
 * @param trouble empty, or what holds the consumers up
 */
record Synchronisation(long passed, long total, boolean complete, String trouble) {

    static Synchronisation of(List<StreamStatus> status, boolean complete) {
        Map<Feed, StreamStatus> slowest = status.stream()
                .collect(
                        Collectors.toMap(StreamStatus::feed, each -> each, (a, b) -> a.passed() <= b.passed() ? a : b));
        String trouble = status.stream()
                .flatMap(each -> each.error().stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return new Synchronisation(
                slowest.values().stream().mapToLong(StreamStatus::passed).sum(),
                slowest.values().stream()
                        .mapToLong(each -> each.total().orElse(0))
                        .sum(),
                complete,
                trouble.isEmpty() ? "" : " (held up: " + trouble + ")");
    }
}
