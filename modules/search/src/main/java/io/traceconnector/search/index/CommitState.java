package io.traceconnector.search.index;

import io.traceconnector.api.Feed;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Position;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a commit says beside its documents, written with them in one step.
 *
 * @param id of the index, new with each rebuild
 * @param analysis see {@link Analysis#fingerprint}
 * @param rebuiltFor why the index before this one could not be used; empty once this one has caught up
 * @param storedAt when the commit was made
 * @param tenants to whom each feed's organisation belonged when it was read as far as its position; missing in older formats
 */
record CommitState(
        String id,
        int format,
        String analysis,
        String rebuiltFor,
        long nextSequence,
        Instant storedAt,
        Map<Feed, Position> positions,
        Map<Feed, TenantId> tenants) {

    /** Raised whenever documents are made differently; an index of another format is rebuilt. */
    static final int FORMAT = 2;

    private static final String POSITION = "position:";
    private static final String TENANT = "tenant:";

    CommitState {
        positions = Map.copyOf(positions);
        tenants = Map.copyOf(tenants);
    }

    CommitState with(List<PendingBatch> stored, long sequence, Instant now) {
        Map<Feed, Position> next = new HashMap<>(positions);
        Map<Feed, TenantId> owners = new HashMap<>(tenants);
        for (PendingBatch pending : stored) {
            next.put(pending.batch().feed(), pending.batch().next());
            owners.put(pending.batch().feed(), pending.tenant());
        }
        return new CommitState(id, format, analysis, rebuiltFor, sequence, now, next, owners);
    }

    CommitState caughtUp(Instant now) {
        return new CommitState(id, format, analysis, "", nextSequence, now, positions, tenants);
    }

    Map<String, String> userData() {
        Map<String, String> data = new HashMap<>();
        data.put("id", id);
        data.put("format", Integer.toString(format));
        data.put("analysis", analysis);
        data.put("rebuiltFor", rebuiltFor);
        data.put("nextSequence", Long.toString(nextSequence));
        data.put("storedAt", storedAt.toString());
        positions.forEach((feed, position) -> data.put(key(POSITION, feed), position.value()));
        tenants.forEach((feed, tenant) -> data.put(key(TENANT, feed), tenant.value()));
        return data;
    }

    /** Empty where the data is none of ours. */
    static Optional<CommitState> read(Map<String, String> data) {
        try {
            Map<Feed, Position> positions = new HashMap<>();
            Map<Feed, TenantId> tenants = new HashMap<>();
            data.forEach((key, value) -> {
                if (key.startsWith(POSITION)) {
                    positions.put(feed(key, POSITION), new Position(value));
                } else if (key.startsWith(TENANT)) {
                    tenants.put(feed(key, TENANT), new TenantId(value));
                }
            });
            return Optional.of(new CommitState(
                    data.getOrDefault("id", ""),
                    Integer.parseInt(data.getOrDefault("format", "")),
                    data.getOrDefault("analysis", ""),
                    data.getOrDefault("rebuiltFor", ""),
                    Long.parseLong(data.getOrDefault("nextSequence", "")),
                    Instant.parse(data.getOrDefault("storedAt", "")),
                    positions,
                    tenants));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException other) {
            return Optional.empty();
        }
    }

    private static String key(String prefix, Feed feed) {
        String workflow = feed.workflow().value();
        return prefix + workflow.length() + ":" + workflow + feed.organisation();
    }

    private static Feed feed(String key, String prefix) {
        int colon = key.indexOf(':', prefix.length());
        int end = colon + 1 + Integer.parseInt(key, prefix.length(), colon, 10);
        return new Feed(new OrganisationId(key.substring(end)), new WorkflowId(key.substring(colon + 1, end)));
    }
}
