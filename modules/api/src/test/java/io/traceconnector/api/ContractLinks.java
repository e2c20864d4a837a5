package io.traceconnector.api;

import io.traceconnector.api.Verification.Coverage;
import io.traceconnector.api.Verification.Parent;
import io.traceconnector.api.Verification.SignatureCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Links for tests: number n of a feed always has the same hash, trace and data. */
public final class ContractLinks {

    public static final Feed FEED = feed(0);
    public static final Feed OTHER_FEED = feed(99);

    private ContractLinks() {}

    /** A feed of the organisation {@code ours}. */
    public static Feed feed(int workflow) {
        return new Feed(new OrganisationId("ours"), new WorkflowId(Integer.toString(1000 + workflow)));
    }

    /** Opened links {@code from} to {@code to}, the latter not included. */
    public static Batch batch(Feed feed, int from, int to, String position) {
        List<Segment> segments = IntStream.range(from, to)
                .mapToObj(number -> link(feed, number, new Payload.Opened(data(number))))
                .toList();
        return new Batch(feed, segments, new Position(position));
    }

    /** One link for each kind of payload; the first two are data. */
    public static List<Segment> ofEveryPayload() {
        return List.of(
                link(FEED, 0, new Payload.Opened(data(0))),
                link(FEED, 1, new Payload.Plain(data(1))),
                link(FEED, 2, new Payload.NotForUs()),
                link(FEED, 3, new Payload.Closed(Payload.Reason.UNVERIFIED)),
                link(FEED, 4, new Payload.Closed(Payload.Reason.UNDECRYPTABLE)),
                link(FEED, 5, new Payload.Closed(Payload.Reason.COPIED)),
                link(FEED, 6, new Payload.Closed(Payload.Reason.TOO_LARGE)));
    }

    /** A link whose hash holds the workflow and the number, signed as a whole by a known key. */
    public static Segment link(Feed feed, int number, Payload payload) {
        Verification verified = new Verification(
                true, List.of(new SignatureCheck(true, Coverage.ALL, Optional.of("1"))), Parent.UNCHECKED);
        return new Segment(
                feed,
                Optional.of(new Cursor(String.format("cursor-%06d", number))),
                hash(feed, number),
                new TraceId("trace-" + feed.workflow() + "-" + number / 3),
                number % 3 == 0 ? Optional.empty() : Optional.of(hash(feed, number - 1)),
                1 + number % 3,
                "order",
                "OWNED",
                List.of(),
                List.of(),
                json("{\"groupId\":\"7\"}"),
                payload,
                verified);
    }

    public static LinkHash hash(Feed feed, int number) {
        return new LinkHash(
                String.format("%032x%032x", Long.parseLong(feed.workflow().value()), number));
    }

    private static Json data(int number) {
        return json("{\"number\":" + number + ",\"text\":\"pallet of roasted coffee\"}");
    }

    private static Json json(String text) {
        return Json.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
