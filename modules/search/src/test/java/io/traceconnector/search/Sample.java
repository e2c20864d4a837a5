package io.traceconnector.search;

import io.traceconnector.api.Cursor;
import io.traceconnector.api.Feed;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.Verification;
import io.traceconnector.api.Verification.Coverage;
import io.traceconnector.api.Verification.Parent;
import io.traceconnector.api.Verification.SignatureCheck;
import io.traceconnector.api.WorkflowId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A link for tests; each method gives a changed copy. */
public record Sample(
        int number,
        String organisation,
        String workflow,
        String trace,
        double priority,
        String cursor,
        String metadata,
        List<String> tags,
        Payload payload,
        boolean verified) {

    /** Link {@code number} of workflow 7, alone in its trace, opened by {@code alpha}, with the data given. */
    public static Sample link(int number, String data) {
        return new Sample(
                number,
                "alpha",
                "7",
                "trace-" + number,
                1,
                "c" + number,
                "{\"groupId\":\"5\",\"createdAt\":\"2026-03-01T08:00:00Z\"}",
                List.of(),
                new Payload.Opened(json(data)),
                true);
    }

    public Sample of(String other) {
        return new Sample(number, other, workflow, trace, priority, cursor, metadata, tags, payload, verified);
    }

    public Sample workflow(String other) {
        return new Sample(number, organisation, other, trace, priority, cursor, metadata, tags, payload, verified);
    }

    public Sample trace(String other, double height) {
        return new Sample(number, organisation, workflow, other, height, cursor, metadata, tags, payload, verified);
    }

    public Sample at(String other) {
        return new Sample(number, organisation, workflow, trace, priority, other, metadata, tags, payload, verified);
    }

    public Sample metadata(String other) {
        return new Sample(number, organisation, workflow, trace, priority, cursor, other, tags, payload, verified);
    }

    public Sample tagged(String... all) {
        return new Sample(
                number, organisation, workflow, trace, priority, cursor, metadata, List.of(all), payload, verified);
    }

    public Sample payload(Payload other) {
        return new Sample(number, organisation, workflow, trace, priority, cursor, metadata, tags, other, verified);
    }

    public Sample unverified() {
        return new Sample(number, organisation, workflow, trace, priority, cursor, metadata, tags, payload, false);
    }

    public String hash() {
        return hash(number);
    }

    public static String hash(int number) {
        return String.format("%064x", 0xabcd00000000L + number);
    }

    public static Json json(String text) {
        return Json.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The link with another payload. */
    public static Segment with(Segment link, Payload payload) {
        return new Segment(
                link.feed(),
                link.cursor(),
                link.hash(),
                link.trace(),
                link.parent(),
                link.priority(),
                link.action(),
                link.state(),
                link.tags(),
                link.references(),
                link.metadata(),
                payload,
                link.verification());
    }

    public Feed feed() {
        return new Feed(new OrganisationId(organisation), new WorkflowId(workflow));
    }

    public Segment segment() {
        return new Segment(
                feed(),
                Optional.of(new Cursor(cursor)),
                new LinkHash(hash()),
                new TraceId(trace),
                Optional.empty(),
                priority,
                "order",
                "OWNED",
                tags,
                List.of(),
                json(metadata),
                payload,
                new Verification(
                        true,
                        verified ? List.of(new SignatureCheck(true, Coverage.ALL, Optional.of("17"))) : List.of(),
                        Parent.ROOT));
    }
}
