package io.traceconnector.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.Cursor;
import io.traceconnector.api.Feed;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One pump on the test's own thread, with fake time: it runs until what was waited for, or fails. */
final class PumpRun {

    static final OrganisationId OURS = new OrganisationId("ours");
    static final WorkflowId WORKFLOW = new WorkflowId("7");
    static final Feed FEED = new Feed(OURS, WORKFLOW);
    static final int PAGE = 5;

    private static final int MOST_PAUSES = 5_000;

    final FakeTime time = new FakeTime();
    final FakeKeys keys = new FakeKeys().add(OURS, "k1");
    final FakeLinks trace = new FakeLinks();
    final FakeOpener opener = new FakeOpener(keys);
    final FakeConsumer consumer = new FakeConsumer();
    final PoisonLinks poison = new PoisonLinks(time);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final Supply supply = supply(1000);
    private StreamStatus last =
            new Pump(new FedConsumer("none", consumer), FEED, supply, poison, new CountDownLatch(0)).status();

    Supply supply(int distinct) {
        StreamConfig config = new StreamConfig(
                PAGE,
                List.of(),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                1 << 20,
                new RetryPauses(Duration.ofMillis(100), Duration.ofSeconds(2)),
                new SweepConfig(Duration.ofSeconds(5), Duration.ofMinutes(10), distinct));
        StreamMeters meters = new StreamMeters(registry, time);
        return new Supply(config, new Pages(trace, opener, config, time, meters), keys, meters, time, time);
    }

    /** Starts a pump from the consumer's position, and stops it at the first pause in which the condition holds. */
    PumpRun until(BooleanSupplier condition) {
        CountDownLatch stop = new CountDownLatch(1);
        Pump pump = new Pump(new FedConsumer("fake", consumer), FEED, supply, poison, stop);
        int[] pauses = {0};
        boolean[] reached = {false};
        time.atEachPause(() -> {
            last = pump.status();
            pauses[0]++;
            reached[0] |= condition.getAsBoolean();
            if (reached[0] || pauses[0] > MOST_PAUSES) {
                stop.countDown();
            }
        });
        pump.run();
        assertThat(reached[0]).as("reached what was waited for; %s", last).isTrue();
        return this;
    }

    /** Until all is read and nothing is doubtful. */
    PumpRun untilSettled() {
        return until(this::isSettled);
    }

    boolean isSettled() {
        return last.synchronised() && !last.doubtful() && last.state() == StreamStatus.State.AT_HEAD;
    }

    StreamStatus status() {
        return last;
    }

    void assertEverythingIsKnown() {
        assertThat(consumer.known(FEED)).isEqualTo(expected());
    }

    private Map<Cursor, String> expected() {
        return trace.links(WORKFLOW).stream()
                .collect(Collectors.toMap(
                        FakeLink::cursor,
                        link -> link.hash() + " "
                                + (keys.has(OURS, link.key()) ? '"' + link.content() + '"' : "not for us")));
    }
}
