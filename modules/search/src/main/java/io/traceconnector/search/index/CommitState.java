package io.traceconnector.search.index;

import io.traceconnector.api.Feed;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Position;
import io.traceconnector.api.WorkflowId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a commit says beside its documents, written with them in one step.
 *
 * @param id of the index, new with each rebuild
 * @param analysis see {@link Analysis#fingerprint}
 * @param rebuiltFor why the index before this one could not be used; empty once this one has caught up
 * @param storedAt when the commit was made
 */
record CommitState(
        String id,
        int format,
        String analysis,
        String rebuiltFor,
        long nextSequence,
        Instant storedAt,
        Map<Feed, Position> positions) {

    /** Raised whenever documents are made differently; an index of another format is rebuilt. */
    static final int FORMAT = 1;

    private static final String POSITION = "position:";

    CommitState {
        positions = Map.copyOf(positions);
    }

    CommitState with(Map<Feed, Position> moved, long sequence, Instant now) {
        Map<Feed, Position> next = new HashMap<>(positions);
        next.putAll(moved);
        return new CommitState(id, format, analysis, rebuiltFor, sequence, now, next);
    }

    CommitState caughtUp(Instant now) {
        return new CommitState(id, format, analysis, "", nextSequence, now, positions);
    }

    Map<String, String> userData() {
        Map<String, String> data = new HashMap<>();
        data.put("id", id);
        data.put("format", Integer.toString(format));
        data.put("analysis", analysis);
        data.put("rebuiltFor", rebuiltFor);
        data.put("nextSequence", Long.toString(nextSequence));
        data.put("storedAt", storedAt.toString());
        positions.forEach((feed, position) -> data.put(key(feed), position.value()));
        return data;
    }

    /** Empty where the data is none of ours. */
    static Optional<CommitState> read(Map<String, String> data) {
        try {
            Map<Feed, Position> positions = new HashMap<>();
            data.forEach((key, value) -> {
                if (key.startsWith(POSITION)) {
                    positions.put(feed(key), new Position(value));
                }
            });
            return Optional.of(new CommitState(
                    data.getOrDefault("id", ""),
                    Integer.parseInt(data.getOrDefault("format", "")),
                    data.getOrDefault("analysis", ""),
                    data.getOrDefault("rebuiltFor", ""),
                    Long.parseLong(data.getOrDefault("nextSequence", "")),
                    Instant.parse(data.getOrDefault("storedAt", "")),
                    positions));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException other) {
            return Optional.empty();
        }
    }

    private static String key(Feed feed) {
        String workflow = feed.workflow().value();
        return POSITION + workflow.length() + ":" + workflow + feed.organisation();
    }

    private static Feed feed(String key) {
        int colon = key.indexOf(':', POSITION.length());
        int end = colon + 1 + Integer.parseInt(key, POSITION.length(), colon, 10);
        return new Feed(new OrganisationId(key.substring(end)), new WorkflowId(key.substring(colon + 1, end)));
    }
}
