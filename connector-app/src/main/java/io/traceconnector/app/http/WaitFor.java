package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.Routes.Failure;
import io.traceconnector.api.Routes.Parameter;
import io.traceconnector.app.stream.WritePosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The writes that an answer must contain, as the query names them.
 *
 * @param positions of the caller's organisations only
 */
record WaitFor(List<WritePosition> positions, Duration longest) {

    /** What routes take that can wait. */
    static final List<Parameter> PARAMETERS = List.of(
            new Parameter(
                    "wait-for",
                    "A position that a write answered with: the answer contains that write, or there is none. Repeatable.",
                    Schemas.TEXTS,
                    false),
            new Parameter(
                    "wait",
                    "How long to wait for it at most, such as 500ms or 20s; 60s at most.",
                    Schemas.TEXT,
                    false));

    static final List<Failure> FAILURES = List.of(
            new Failure(400, "position_malformed"),
            new Failure(400, "wait_malformed"),
            new Failure(403, "organisation_unknown"),
            new Failure(503, Freshness.NOT_YET));

    static final Set<String> NAMES = Set.of("wait-for", "wait");

    private static final int MOST_POSITIONS = 16;
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m)");
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1_000L, "m", 60_000L);

    WaitFor {
        positions = List.copyOf(positions);
    }

    /** @throws ProblemException where it cannot be read, or names what is not the caller's */
    static WaitFor of(Call call) {
        Collection<String> named = call.exchange().getQueryParameters().getOrDefault("wait-for", new ArrayDeque<>());
        if (named.size() > MOST_POSITIONS) {
            throw malformed("At most " + MOST_POSITIONS + " positions can be waited for at a time.");
        }
        List<WritePosition> positions =
                named.stream().map(text -> position(call, text)).toList();
        return new WaitFor(positions, longest(call.query("wait")));
    }

    private static WritePosition position(Call call, String text) {
        WritePosition position;
        try {
            position = WritePosition.parse(text);
        } catch (IllegalArgumentException e) {
            throw malformed("?wait-for= takes a position as a write answered with: " + e.getMessage() + ".");
        }
        if (!call.admitted().caller().organisations().contains(position.feed().organisation())
                || !call.admitted().reaches(position.feed().workflow())) {
            throw new ProblemException(
                    403, "organisation_unknown", "?wait-for= names none of the caller's organisations.");
        }
        return position;
    }

    private static Duration longest(Optional<String> text) {
        if (text.isEmpty()) {
            return USUAL;
        }
        Matcher matcher = DURATION.matcher(text.get());
        long millis = matcher.matches()
                ? Long.parseLong(matcher.group(1)) * MILLIS.getOrDefault(matcher.group(2), 0L)
                : Long.MAX_VALUE;
        if (millis > LONGEST.toMillis()) {
            throw new ProblemException(
                    400, "wait_malformed", "?wait= must be a duration such as 500ms or 20s, and at most 60s.");
        }
        return Duration.ofMillis(millis);
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(400, "position_malformed", detail);
    }
}
