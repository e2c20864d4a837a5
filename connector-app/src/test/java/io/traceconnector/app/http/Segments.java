package io.traceconnector.app.http;

import io.traceconnector.api.Feed;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.Verification;
import io.traceconnector.api.WorkflowId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Links as a reader gives them. */
final class Segments {

    private Segments() {}

    /** @param digit a hexadecimal one, repeated */
    static LinkHash hash(char digit) {
        return new LinkHash(Character.toString(digit).repeat(64));
    }

    static Segment of(TraceId trace, char digit, Payload payload) {
        return new Segment(
                new Feed(TestingHttp.ACME, new WorkflowId("1")),
                Optional.empty(),
                hash(digit),
                trace,
                Optional.empty(),
                1,
                "create",
                "OWNED",
                List.of("urgent"),
                List.of(),
                Json.of("{\"groupId\":\"5\"}".getBytes(StandardCharsets.UTF_8)),
                payload,
                new Verification(true, List.of(), Verification.Parent.ROOT));
    }
}
