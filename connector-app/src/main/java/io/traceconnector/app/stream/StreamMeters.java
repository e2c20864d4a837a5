package io.traceconnector.app.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.traceconnector.api.Feed;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What is measured of the stream. */
final class StreamMeters {

    private final MeterRegistry registry;
    private final Clock clock;

    StreamMeters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** A page was fetched and opened, for whatever number of consumers. */
    void fetched(Feed feed, List<Segment> segments) {
        registry.counter("connector.stream.pages", tags(feed)).increment();
        segments.stream()
                .collect(Collectors.groupingBy(segment -> outcome(segment.payload()), Collectors.counting()))
                .forEach((outcome, links) -> registry.counter(
                                "connector.stream.links", tags(feed).and("outcome", outcome))
                        .increment(links));
    }

    void poisoned(PoisonLink link) {
        registry.counter(
                        "connector.stream.closed",
                        tags(link.feed()).and("reason", link.reason().code()))
                .increment();
    }

    void delivered(String consumer, Feed feed, int links) {
        registry.counter("connector.stream.delivered", tags(consumer, feed)).increment(links);
    }

    void sweeping(String consumer, Feed feed) {
        registry.counter("connector.stream.sweeps", tags(consumer, feed)).increment();
    }

    void stalled(String consumer, Feed feed, String reason) {
        registry.counter("connector.stream.stalls", tags(consumer, feed).and("reason", reason))
                .increment();
    }

    /** Gives the gauges, to be removed with the pump. */
    List<Meter> watch(String consumer, Feed feed, Supplier<Progress> progress) {
        Meter links = Gauge.builder("connector.stream.lag.links", () -> lag(progress.get()))
                .description("links of Trace that the consumer has not taken")
                .tags(tags(consumer, feed))
                .register(registry);
        Meter age = Gauge.builder("connector.stream.head.age", () -> age(progress.get()))
                .description("time since the consumer last had everything")
                .baseUnit("seconds")
                .tags(tags(consumer, feed))
                .register(registry);
        return List.of(links, age);
    }

    void forget(List<Meter> gauges) {
        gauges.forEach(registry::remove);
    }

    private static double lag(Progress progress) {
        return progress.total().isPresent()
                ? Math.max(0, progress.total().getAsLong() - progress.passed())
                : Double.NaN;
    }

    private double age(Progress progress) {
        return progress.headAt()
                .map(at -> Duration.between(at, clock.instant()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    private static String outcome(Payload payload) {
        return switch (payload) {
            case Payload.Opened _ -> "opened";
            case Payload.Plain _ -> "plain";
            case Payload.NotForUs _ -> "not-for-us";
            case Payload.Closed(Payload.Reason reason) -> reason.code();
        };
    }

    private static Tags tags(String consumer, Feed feed) {
        return tags(feed).and("consumer", consumer);
    }

    private static Tags tags(Feed feed) {
        return Tags.of(
                "organisation", feed.organisation().value(),
                "workflow", feed.workflow().value());
    }
}
