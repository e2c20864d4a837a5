package io.traceconnector.app.stream;

import io.traceconnector.api.Feed;
import io.traceconnector.api.Json;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.Verification;
import io.traceconnector.api.Verification.Coverage;
import io.traceconnector.api.Verification.Parent;
import io.traceconnector.api.Verification.SignatureCheck;
import io.traceconnector.app.decrypt.FeedOpener;
import io.traceconnector.app.decrypt.TraceOpener;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.ReceivedLink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens {@link FakeLink}s for whoever has the key of that name. */
final class FakeOpener implements FeedOpener, TraceOpener {

    private final FakeKeys keys;
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();

    FakeOpener(FakeKeys keys) {
        this.keys = keys;
    }

    /** That many pages find the key away. */
    void away(int pages) {
        unavailable.set(pages);
    }

    int openedLinks() {
        return opened.get();
    }

    @Override
    public List<Segment> open(Feed feed, List<ReceivedLink> links) {
        if (unavailable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new KeyUnavailableException("the token is away");
        }
        opened.addAndGet(links.size());
        return links.stream().map(link -> open(feed, link)).toList();
    }

    @Override
    public List<Segment> openTrace(Feed feed, List<ReceivedLink> links) {
        return open(feed, links);
    }

    private Segment open(Feed feed, ReceivedLink received) {
        FakeLink link = FakeLink.parse(received.raw());
        boolean matches = FakeLink.hash(received.raw()).equals(received.stated());
        Optional<String> account = link.signer().equals("known") ? Optional.of("1") : Optional.empty();
        Verification verification =
                new Verification(matches, List.of(new SignatureCheck(true, Coverage.ALL, account)), Parent.UNCHECKED);
        return new Segment(
                feed,
                received.cursor(),
                received.stated(),
                new TraceId(link.trace()),
                Optional.empty(),
                1,
                "order",
                "OWNED",
                List.of(),
                List.of(),
                json("null"),
                payload(feed, link, matches),
                verification);
    }

    private Payload payload(Feed feed, FakeLink link, boolean matches) {
        if (!matches) {
            return new Payload.Closed(Payload.Reason.UNVERIFIED);
        }
        if (link.signer().equals("copied")) {
            return new Payload.Closed(Payload.Reason.COPIED);
        }
        return keys.has(feed.organisation(), link.key())
                ? new Payload.Opened(json('"' + link.content() + '"'))
                : new Payload.NotForUs();
    }

    private static Json json(String text) {
        return Json.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
