package io.traceconnector.app.outbox;

import io.traceconnector.api.Json;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.outbox.Submission.IdempotencyKey;
import io.traceconnector.app.seal.Change;
import io.traceconnector.app.seal.LinkRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What applications ask for in tests; the data is a text of its own. */
final class Requests {

    static final OrganisationId US = new OrganisationId("us");
    static final WorkflowId WORKFLOW = new WorkflowId("211");
    static final TraceId A = new TraceId("trace-a");
    static final TraceId B = new TraceId("trace-b");

    private Requests() {}

    static LinkRequest first(TraceId trace, String data) {
        return request(trace, true, data);
    }

    static LinkRequest next(TraceId trace, String data) {
        return request(trace, false, data);
    }

    private static LinkRequest request(TraceId trace, boolean first, String data) {
        return new LinkRequest(
                US,
                WORKFLOW,
                trace,
                first,
                new Change.Act("comment"),
                Optional.of("our group"),
                Optional.of(Json.of(("\"" + data + "\"").getBytes(StandardCharsets.UTF_8))),
                List.of("urgent"),
                List.of(),
                Instant.EPOCH);
    }

    static Submission submission(String key, LinkRequest... requests) {
        return new Submission(
                "caller",
                Optional.of(new IdempotencyKey(key, key.getBytes(StandardCharsets.UTF_8))),
                List.of(requests));
    }
}
