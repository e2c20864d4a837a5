package io.traceconnector.app.http;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.LinkLocator;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.Segment;
import io.traceconnector.app.stream.Positions;
import io.traceconnector.app.stream.StreamStatus;
import io.traceconnector.app.stream.WritePosition;
import io.traceconnector.app.stream.WriteStatus;
import io.undertow.util.Headers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Holds a request back until its answer contains the writes that it names; where that takes too long the answer is 503 {@value #NOT_YET}, never
 * something older.
 */
final class Freshness {

    /** An answer as good as any other: no failure. */
    static final String NOT_YET = "not_yet";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Positions positions;

    Freshness(Positions positions) {
        this.positions = positions;
    }

    /**
     * Waits until a module has the writes.
     *
     * @param locator the module, where it can tell which links its answers contain; else what it was given counts
     */
    void await(Call call, String module, Optional<LinkLocator> locator) throws InterruptedException {
        WaitFor wanted = WaitFor.of(call);
        long end = System.nanoTime() + wanted.longest().toNanos();
        for (WritePosition position : wanted.positions()) {
            if (locator.isPresent()) {
                awaitShown(call, module, locator.get(), position, end);
            } else {
                WriteStatus status = positions.await(module, position, left(end));
                if (status instanceof WriteStatus.NotYet notYet) {
                    throw notYet(call, position, notYet);
                }
            }
        }
    }

    /** What a module was given may wait in it, as while an index is being rebuilt; and it may have what the stream has forgotten. */
    private void awaitShown(Call call, String module, LinkLocator locator, WritePosition position, long end)
            throws InterruptedException {
        if (shows(call, locator, position)) {
            return;
        }
        WriteStatus status = positions.await(module, position, left(end));
        Duration pause = FIRST_PAUSE;
        while (!shows(call, locator, position)) {
            if (status instanceof WriteStatus.NotYet notYet) {
                throw notYet(call, position, notYet);
            }
            if (!left(end).isPositive()) {
                throw notYet(call, position, "not_shown", Map.of());
            }
            pause = pause(pause, end);
        }
    }

    private static boolean shows(Call call, LinkLocator locator, WritePosition position) {
        return locator.locate(call.admitted().caller(), position.hash()).isPresent();
    }

    /** Reads a trace until it has the writes. */
    List<Segment> read(Call call, Supplier<List<Segment>> trace) throws InterruptedException {
        WaitFor wanted = WaitFor.of(call);
        long end = System.nanoTime() + wanted.longest().toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            List<Segment> links = trace.get();
            Optional<WritePosition> missing = missing(wanted.positions(), links);
            if (missing.isEmpty()) {
                return links;
            }
            if (!left(end).isPositive()) {
                throw notYet(call, missing.get(), "behind", Map.of());
            }
            pause = pause(pause, end);
        }
    }

    private static Optional<WritePosition> missing(List<WritePosition> positions, List<Segment> links) {
        Set<LinkHash> there = links.stream().map(Segment::hash).collect(Collectors.toSet());
        return positions.stream()
                .filter(position -> !there.contains(position.hash()))
                .findFirst();
    }

    /** Gives the next pause. */
    private static Duration pause(Duration length, long end) throws InterruptedException {
        Duration left = left(end);
        Thread.sleep(length.compareTo(left) < 0 ? length : left);
        Duration next = length.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    private static ProblemException notYet(Call call, WritePosition position, WriteStatus.NotYet notYet) {
        Map<String, Object> far = new HashMap<>();
        // How many links there are is nothing for whom sees only some.
        if (notYet.status().isPresent() && !call.admitted().permission().limited()) {
            StreamStatus status = notYet.status().get();
            far.put("passed", status.passed());
            status.total().ifPresent(total -> far.put("total", total));
            far.put("atHead", status.atHead());
        }
        return notYet(
                call,
                position,
                switch (notYet.reason()) {
                    case BEHIND -> "behind";
                    case FORGOTTEN -> "position_forgotten";
                    case UNKNOWN_FEED -> "feed_unknown";
                },
                far);
    }

    private static ProblemException notYet(Call call, WritePosition position, String reason, Map<String, Object> far) {
        Map<String, Object> members = new HashMap<>(far);
        members.put("position", position.toString());
        members.put("reason", reason);
        call.exchange().getResponseHeaders().put(Headers.RETRY_AFTER, 1);
        return new ProblemException(
                503, NOT_YET, "What was written is not there yet; ask again, or without wait-for.", members);
    }
}
