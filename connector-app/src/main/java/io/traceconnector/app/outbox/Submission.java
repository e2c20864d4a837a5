package io.traceconnector.app.outbox;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.seal.LinkRequest;
import java.util.List;
import java.util.Optional;

/**
 * Links that a caller wants to be written, all or none of them accepted.
 *
 * @param caller stable id of who asks, 1 to 256 characters; idempotency keys and entries are the caller's own
 * @param requests 1 to 100 of one organisation, each at most 16 MiB; those of one trace are written in this order
 */
public record Submission(String caller, Optional<IdempotencyKey> key, List<LinkRequest> requests) {

    static final int MAX_REQUESTS = 100;

    public Submission {
        requests = List.copyOf(requests);
        if (caller.isEmpty() || caller.length() > 256) {
            throw new IllegalArgumentException("a caller must have 1 to 256 characters");
        }
        if (requests.isEmpty() || requests.size() > MAX_REQUESTS) {
            throw new IllegalArgumentException("a submission must have 1 to " + MAX_REQUESTS + " requests");
        }
        if (requests.stream().map(LinkRequest::organisation).distinct().count() > 1) {
            throw new IllegalArgumentException("a submission must be of one organisation");
        }
    }

    OrganisationId organisation() {
        return requests.getFirst().organisation();
    }

    /** Names no content. */
    @Override
    public String toString() {
        return "Submission[" + requests.size() + " links of " + organisation() + "]";
    }

    /**
     * @param value as the caller gave it, 1 to 256 characters
     * @param request bytes that identify the request (route and body): kept only as a keyed hash
     */
    public record IdempotencyKey(String value, byte[] request) {

        public IdempotencyKey {
            if (value.isEmpty() || value.length() > 256) {
                throw new IllegalArgumentException("an idempotency key must have 1 to 256 characters");
            }
        }

        /** Names no content. */
        @Override
        public String toString() {
            return "IdempotencyKey[]";
        }
    }
}
