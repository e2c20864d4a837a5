package io.traceconnector.app.http;

import io.traceconnector.api.Routes.Failure;
import io.traceconnector.api.Routes.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The routes on which applications have links written. */
final class WriteRoutes {

    private static final String TAG = "writing";

    private static final Parameter ORGANISATION = new Parameter(
            RelayScope.HEADER,
            "The organisation in whose name is written, where there are several.",
            Schemas.TEXT,
            false);
    private static final Parameter KEY = new Parameter(
            "Idempotency-Key",
            "Makes the request repeatable: the same key and body give the same answer, for at least 24 hours.",
            Schemas.TEXT,
            false);
    private static final Parameter PREFER = new Parameter(
            "Prefer",
            "respond-async: 202 as soon as the link is accepted; respond-async, wait=10: the same if it is not written within 10 seconds.",
            Schemas.TEXT,
            false);

    private static final Failure[] FAILURES = {
        new Failure(400, "body_malformed"),
        new Failure(400, "group_required"),
        new Failure(400, "idempotency_key_malformed"),
        new Failure(400, "organisation_required"),
        new Failure(403, "organisation_unknown"),
        new Failure(404, "trace_unknown"),
        new Failure(404, "workflow_unknown"),
        new Failure(409, "idempotency_key_in_use"),
        new Failure(409, "recipient_changed"),
        new Failure(409, "trace_contended"),
        new Failure(413, "body_too_large"),
        new Failure(422, "idempotency_key_reused"),
        new Failure(422, "link_invalid"),
        new Failure(422, "link_refused"),
        new Failure(422, "workflow_mismatch"),
        new Failure(503, "keys_unavailable"),
        new Failure(503, "outbox_full"),
        new Failure(503, "outbox_unavailable"),
        new Failure(503, "trace_busy"),
        new Failure(503, "trace_unavailable"),
        new Failure(503, "validation_failed"),
        new Failure(504, "outcome_unknown"),
        new Failure(504, "write_pending")
    };

    private WriteRoutes() {}

    static List<Operation> operations(LinkWrites writes, HttpLimits limits) {
        BodyRule body = new BodyRule.Held(limits.apiBody());
        return List.of(
                writing("/api/v1/traces", body, writes::traces, "Begins traces.", Schemas.NEW_TRACES),
                writing("/api/v1/traces/{id}/links", body, writes::links, "Adds links to a trace.", Schemas.NEW_LINKS),
                writing(
                        "/api/v1/traces/{id}/transfers",
                        body,
                        writes::transfers,
                        "Offers a trace to another group, asks for it, accepts, rejects or cancels.",
                        Schemas.TRANSFER),
                new Operation(
                        List.of("POST"),
                        new PathTemplate("/api/v1/traces/{id}/tags"),
                        Access.operational("links:write"),
                        body,
                        (Handling.Serving) writes::tags,
                        OperationDescription.of(
                                        TAG,
                                        "Adds tags to a trace and removes tags from it.",
                                        Schemas.json(Schemas.TAGS),
                                        new Failure(400, "body_malformed"),
                                        new Failure(400, "organisation_required"),
                                        new Failure(403, "organisation_unknown"),
                                        new Failure(502, "trace_refused"),
                                        new Failure(503, "trace_unavailable"))
                                .withBody(Schemas.TAG_CHANGE)
                                .withHeaders(ORGANISATION)),
                new Operation(
                        List.of("GET"),
                        new PathTemplate("/api/v1/outbox/{entry}"),
                        Access.operational("outbox:read"),
                        new BodyRule.None(),
                        (Handling.Serving) writes::entry,
                        OperationDescription.of(
                                TAG,
                                "What became of a link that was accepted.",
                                Schemas.json(Schemas.WRITTEN),
                                new Failure(404, "entry_unknown"))));
    }

    private static Operation writing(
            String path, BodyRule body, Handling.Serving handler, String summary, JsonNode schema) {
        List<Integer> statuses = path.endsWith("transfers") ? List.of(201, 202) : List.of(200, 201, 202);
        return new Operation(
                List.of("POST"),
                new PathTemplate(path),
                Access.operational("links:write"),
                body,
                handler,
                OperationDescription.of(
                                TAG,
                                summary,
                                new OperationDescription.Answer(
                                        "application/json", Optional.of(Schemas.WRITTEN), statuses),
                                Stream.of(FAILURES).toArray(Failure[]::new))
                        .withBody(schema)
                        .withHeaders(ORGANISATION, KEY, PREFER));
    }
}
